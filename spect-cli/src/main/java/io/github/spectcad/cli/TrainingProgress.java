package io.github.spectcad.cli;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.util.Locale;

/** Shows the progress of one training. */
public final class TrainingProgress implements TrainingListener {
    private final Progress progress;
    private final int epochs;
    private EpochRecord best;
    private int done;

    /**
     * Begins a training.
     *
     * @param progress where to show it
     * @param epochs maximum number of epochs
     */
    public TrainingProgress(Progress progress, int epochs) {
        this.progress = progress;
        this.epochs = epochs;
    }

    @Override
    public void stepDone(int epoch, int step, int steps, double loss) {
        progress.update(
                (epoch - 1 + (double) step / steps) / epochs, "epoch " + epoch + " of at most " + epochs + text());
    }

    @Override
    public void epochDone(EpochRecord epoch) {
        done = epoch.epoch();
        if (epoch.best()) {
            best = epoch;
        }
    }

    /** Ends the display with a line that stays. */
    public void done() {
        progress.done(done + " epochs" + text());
    }

    private String text() {
        return best == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", best validation accuracy %.3f and AUC %.3f",
                        best.validationAccuracy(),
                        best.validationAuc());
    }
}
