package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Reports the progress of one cell, and leaves a trace of it for other processes: at every epoch, and within long ones. */
final class CellProgress implements TrainingListener {
    private static final Duration TRACE_INTERVAL = Duration.ofSeconds(10);

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
        if (step < steps && System.nanoTime() - lastTrace >= TRACE_INTERVAL.toNanos()) {
            trace(epoch - 1, (double) step / steps);
        }
    }

    @Override
    public void epochDone(EpochRecord record) {
        trace(record.epoch(), 0);
        listener.epochDone(cell, record.epoch(), epochs);
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
