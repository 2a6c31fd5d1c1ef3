package io.github.spectcad.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how far a long job is: a bar that redraws itself on a terminal (system property {@code spect.terminal}, set by
 * the start script), a plain line every few seconds elsewhere. Not thread-safe.
 */
final class Progress {
    private static final long TERMINAL_INTERVAL_NANOS = 200_000_000L;
    private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;
    private static final int BAR_WIDTH = 30;

    private final PrintWriter err;
    private final String task;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long lastShown;

    Progress(PrintWriter err, String task) {
        this.err = err;
        this.task = task;
        this.terminal = Boolean.getBoolean("spect.terminal");
        this.lastShown = start;
    }

    /**
     * Shows the state if it is time to.
     *
     * @param fraction how much is done, in [0, 1]
     * @param detail what goes on now, for example the epoch
     */
    void update(double fraction, String detail) {
        long now = System.nanoTime();
        if (now - lastShown < (terminal ? TERMINAL_INTERVAL_NANOS : PLAIN_INTERVAL_NANOS)) {
            return;
        }
        lastShown = now;
        double elapsed = (now - start) / 1e9;
        String left = fraction > 0.01 ? ", about " + seconds(elapsed * (1 - fraction) / fraction) + " left" : "";
        String text = String.format(Locale.ROOT, "%3.0f %% %s%s", 100 * fraction, detail, left);
        if (terminal) {
            int filled = (int) Math.round(BAR_WIDTH * Math.min(1, fraction));
            err.print(
                    "\r" + task + " [" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + text + "\033[K");
            err.flush();
        } else {
            err.println(task + ": " + text);
        }
    }

    /**
     * Ends the display with a line that stays.
     *
     * @param result what came of it
     */
    void done(String result) {
        double elapsed = (System.nanoTime() - start) / 1e9;
        err.println((terminal ? "\r\033[K" : "") + task + ": " + result + " (" + seconds(elapsed) + ")");
    }

    private static String seconds(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return String.format(Locale.ROOT, "%d min %02d s", (int) (seconds / 60), (int) (seconds % 60));
    }
}
