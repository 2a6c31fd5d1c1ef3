package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Times the steps and validations of a short training, which it ends when its pace rises no more: the compiler is at work on the
 * loops of a network for seconds. The means of the later half of the epochs count, without the very first step.
 */
final class PilotTimes implements TrainingListener {
    private static final Duration LEAST = Duration.ofSeconds(3);

    /** A network that is not steady by then takes long for a step, of which the compiler's part is small. */
    private static final Duration MOST = Duration.ofSeconds(20);

    private final LongSupplier clock;
    private final long begin;
    private final BooleanSupplier enough;
    private final Means steps = new Means();
    private final Means validations = new Means();
    private double ofEpoch;
    private int stepsOfEpoch;
    private boolean steady;
    private long last;

    /** Ends when the pace is steady. */
    PilotTimes() {
        this(System::nanoTime);
    }

    /** The same by a clock, in nanoseconds. */
    PilotTimes(LongSupplier clock) {
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.enough = () -> steady;
    }

    /** Ends when asked to. */
    PilotTimes(BooleanSupplier enough) {
        this.clock = System::nanoTime;
        this.begin = clock.getAsLong();
        this.enough = enough;
    }

    private boolean isSteady() {
        long since = clock.getAsLong() - begin;
        return steps.count() > 0 && since >= LEAST.toNanos() && (since >= MOST.toNanos() || steps.areSteady());
    }

    @Override
    public void stepDone(int epoch, int step, int of, double loss) {
        double seconds = sinceLast();
        if (epoch > 1 || step > 1) {
            ofEpoch += seconds;
            stepsOfEpoch++;
        }
    }

    @Override
    public void epochDone(EpochRecord record) {
        validations.add(sinceLast());
        if (stepsOfEpoch > 0) {
            steps.add(ofEpoch / stepsOfEpoch);
        }
        ofEpoch = 0;
        stepsOfEpoch = 0;
        steady = isSteady();
        last = clock.getAsLong();
    }

    private double sinceLast() {
        long now = clock.getAsLong();
        double seconds = (now - last) / 1e9;
        last = now;
        return seconds;
    }

    /** Asked after each step: so the epoch that is begun in vain is one step long. */
    @Override
    public boolean isCancelled() {
        return enough.getAsBoolean();
    }

    /** {@return seconds of a step; NaN where none was measured, as after an interrupt} */
    double step() {
        return steps.mean();
    }

    /** {@return seconds of a validation; NaN where none was measured} */
    double validation() {
        return validations.mean();
    }

    /** Means of epochs, in their order. */
    private static final class Means {
        /** A pace that is so much of what it was before is the same. */
        private static final double STEADY = 0.95;

        private static final int FEWEST = 4;

        private final List<Double> seconds = new ArrayList<>();

        void add(double mean) {
            seconds.add(mean);
        }

        int count() {
            return seconds.size();
        }

        /** Whether the last quarter took about as long as the one before, or longer. */
        boolean areSteady() {
            int n = count();
            return n >= FEWEST && mean(n - n / 4, n) >= STEADY * mean(n - n / 4 * 2, n - n / 4);
        }

        /** The mean of the later half; NaN where there are none. */
        double mean() {
            return mean(count() / 2, count());
        }

        private double mean(int from, int to) {
            return seconds.subList(from, to).stream()
                    .mapToDouble(own -> own)
                    .average()
                    .orElse(Double.NaN);
        }
    }
}
