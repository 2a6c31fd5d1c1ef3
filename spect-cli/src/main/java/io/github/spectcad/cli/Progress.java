package io.github.spectcad.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how far a long job is: a bar that redraws itself on a terminal (system property {@code spect.terminal}, set by
 * the launcher), a plain line every few seconds elsewhere. The bar takes one line of the terminal's columns (system
 * property {@code spect.columns}; 80 where it is not set). Not thread-safe.
 */
public final class Progress {
    private static final long TERMINAL_INTERVAL_NANOS = 200_000_000L;
    private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 8;
    private static final int COLUMNS = 80;
    private static final int NARROWEST = 20;

    private final PrintWriter err;
    private final String task;
    private final boolean terminal;
    private final int columns;
    private final long start = System.nanoTime();
    private long lastShown;

    /**
     * Begins a job.
     *
     * @param err where to show it
     * @param task what the job is
     */
    public Progress(PrintWriter err, String task) {
        this.err = err;
        this.task = task;
        this.terminal = Boolean.getBoolean("spect.terminal");
        int known = Integer.getInteger("spect.columns", COLUMNS);
        this.columns = known > 0 ? Math.max(NARROWEST, known) : COLUMNS;
        this.lastShown = start;
    }

    /**
     * Shows the state if it is time to.
     *
     * @param fraction how much is done, in [0, 1]
     * @param detail what goes on now, for example the epoch
     */
    public void update(double fraction, String detail) {
        long now = System.nanoTime();
        if (now - lastShown < (terminal ? TERMINAL_INTERVAL_NANOS : PLAIN_INTERVAL_NANOS)) {
            return;
        }
        lastShown = now;
        double elapsed = (now - start) / 1e9;
        String left = fraction > 0.01 ? "about " + seconds(elapsed * (1 - fraction) / fraction) + " left" : "";
        if (terminal) {
            err.print("\r" + line(task, fraction, left, detail, columns) + "\033[K");
            err.flush();
        } else {
            err.println(task + ": " + percent(fraction) + (left.isEmpty() ? "" : ", " + left) + ", " + detail);
        }
    }

    /** One line that leaves the last column free, so that no terminal wraps it; what does not fit is cut. */
    static String line(String task, double fraction, String left, String detail, int columns) {
        String text = percent(fraction) + (left.isEmpty() ? "" : ", " + left) + ", " + detail;
        int room = columns - 1 - task.length() - text.length() - " [] ".length();
        int width = Math.min(WIDEST_BAR, Math.max(NARROWEST_BAR, room));
        int filled = (int) Math.round(width * Math.max(0, Math.min(1, fraction)));
        String line = task + " [" + "#".repeat(filled) + ".".repeat(width - filled) + "] " + text;
        return line.length() < columns ? line : line.substring(0, columns - 4) + "...";
    }

    /**
     * Prints a line that stays, above the bar.
     *
     * @param text what to say
     */
    public void note(String text) {
        err.println(cleared() + task + ": " + text);
    }

    /**
     * Ends the display with a line that stays.
     *
     * @param result what came of it
     */
    public void done(String result) {
        double elapsed = (System.nanoTime() - start) / 1e9;
        note(result + " (" + seconds(elapsed) + ")");
    }

    private String cleared() {
        return terminal ? "\r\033[K" : "";
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
    }

    private static String seconds(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 6000) {
            return String.format(Locale.ROOT, "%d min %02d s", (int) (seconds / 60), (int) (seconds % 60));
        }
        return String.format(Locale.ROOT, "%d h %02d min", (int) (seconds / 3600), (int) (seconds % 3600 / 60));
    }
}
