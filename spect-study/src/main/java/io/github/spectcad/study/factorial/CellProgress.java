package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Reports the progress of one cell, and leaves a trace of it for other processes: at the ends of epochs, of many that are short
 * at one each second, and within long ones.
 */
final class CellProgress implements TrainingListener {
    private static final Duration WITHIN_EPOCH = Duration.ofSeconds(10);

    /** A file that is forced to the disk, or to another machine, takes as long as a short epoch. */
    private static final Duration BETWEEN_EPOCHS = Duration.ofSeconds(1);

    private final ResultFolder folder;
    private final Cell cell;
    private final StudyListener listener;
    private final BooleanSupplier stop;
    private int epochs;
    private final String started = Instant.now().toString();
    private long lastTrace = System.nanoTime();

    CellProgress(ResultFolder folder, Cell cell, StudyListener listener, BooleanSupplier stop) {
        this.folder = folder;
        this.cell = cell;
        this.listener = listener;
        this.stop = stop;
    }

    @Override
    public void begun(int most) {
        epochs = most;
        try {
            if (folder.work(cell).progress().isEmpty()) {
                trace(0, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stepDone(int epoch, int step, int steps, double loss) {
        if (step < steps && isDue(WITHIN_EPOCH)) {
            trace(epoch - 1, (double) step / steps);
        }
    }

    @Override
    public void epochDone(EpochRecord record) {
        if (isDue(BETWEEN_EPOCHS)) {
            trace(record.epoch(), 0);
        }
        saveWorkspace();
        listener.epochDone(cell, record.epoch(), epochs);
    }

    private boolean isDue(Duration interval) {
        return System.nanoTime() - lastTrace >= interval.toNanos();
    }

    private void saveWorkspace() {
        try {
            folder.work(cell).save();
        } catch (IOException e) {
            throw new UncheckedIOException("the work on cell " + cell.id() + " cannot be saved", e);
        }
    }

    private void trace(int epoch, double ofNext) {
        lastTrace = System.nanoTime();
        try {
            folder.work(cell)
                    .saveProgress(new StudyStatus.Running(
                            cell, epoch, ofNext, epochs, started, Instant.now().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the progress of cell " + cell.id() + " cannot be written", e);
        }
    }

    @Override
    public boolean isCancelled() {
        return stop.getAsBoolean();
    }
}
