package io.github.spectcad.cli;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.util.Locale;

/** Shows the progress of one training. */
public final class TrainingProgress implements TrainingListener {
    private final Progress progress;
    private int epochs;
    private EpochRecord best;
    private int done;

    /**
     * Shows a training.
     *
     * @param progress where to show it
     */
    public TrainingProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void begun(int most) {
        epochs = most;
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
