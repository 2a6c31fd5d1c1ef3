package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Times the steps and validations of a short training, which it ends when it has seen enough. The first epoch, and what runs
 * while the compiler is still at work, do not count: of the others, the medians of the later half do.
 */
final class PilotTimes implements TrainingListener {
    private static final int LEAST_EPOCHS = 2;

    private final BooleanSupplier enough;
    private final List<Double> steps = new ArrayList<>();
    private final List<Double> validations = new ArrayList<>();
    private long last;
    private int epochs;

    /** Ends after a time, but not before the second epoch. */
    PilotTimes(Duration atLeast) {
        long begin = System.nanoTime();
        enough = () -> epochs >= LEAST_EPOCHS && System.nanoTime() - begin >= atLeast.toNanos();
    }

    /** Ends when asked to. */
    PilotTimes(BooleanSupplier enough) {
        this.enough = enough;
    }

    @Override
    public void stepDone(int epoch, int step, int of, double loss) {
        if (epoch > 1 || step > 1) {
            steps.add(sinceLast());
        }
        last = System.nanoTime();
    }

    @Override
    public void epochDone(EpochRecord record) {
        validations.add(sinceLast());
        last = System.nanoTime();
        epochs++;
    }

    private double sinceLast() {
        return (System.nanoTime() - last) / 1e9;
    }

    /** Asked after each step: so the epoch that is begun in vain is one step long. */
    @Override
    public boolean isCancelled() {
        return enough.getAsBoolean();
    }

    /** {@return seconds of a step; NaN where none was measured, as after an interrupt} */
    double step() {
        return median(steps);
    }

    /** {@return seconds of a validation; NaN where none was measured} */
    double validation() {
        return median(validations);
    }

    private static double median(List<Double> times) {
        if (times.isEmpty()) {
            return Double.NaN;
        }
        List<Double> later =
                times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return later.get(later.size() / 2);
    }
}
