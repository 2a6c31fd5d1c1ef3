package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingListener;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Times the steps and validations of a short training, which it ends when the Java VM has compiled the loops of the network: that
 * takes seconds, in which steps take half as long again. The means of the epochs without compiling count, without the very first
 * step.
 */
final class PilotTimes implements TrainingListener {
    /** So long a time without compiling tells the pace. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    /** A network that is still compiled by then takes long for a step, of which the compiler's part is small. */
    private static final Duration MOST = Duration.ofSeconds(20);

    /** A pilot takes no more of the time that it forecasts: nobody waits for the forecast of a study of seconds. */
    private static final double MOST_OF_FORECAST = 0.1;

    /** An epoch in which compilers were at work for so little of the time counts as one without compiling. */
    private static final double LITTLE = 0.2;

    private final LongSupplier clock;
    private final LongSupplier compiling;
    private final Predicate<PilotTimes> enough;
    private final long begin;
    private final List<Epoch> epochs = new ArrayList<>();
    private double ofEpoch;
    private int stepsOfEpoch;
    private long beginOfEpoch;
    private long compiledBefore;
    private long last;

    private PilotTimes(LongSupplier clock, LongSupplier compiling, Predicate<PilotTimes> enough) {
        this.clock = clock;
        this.compiling = compiling;
        this.enough = enough;
        this.begin = clock.getAsLong();
        this.beginOfEpoch = begin;
        this.compiledBefore = compiling.getAsLong();
    }

    /** Ends when the pace is known, for trainings of so many steps together. */
    static PilotTimes untilKnown(long steps) {
        return untilKnown(steps, System::nanoTime, compilers());
    }

    /** The same by a clock and the time that compilers took until now, both in nanoseconds. */
    static PilotTimes untilKnown(long steps, LongSupplier clock, LongSupplier compiling) {
        return new PilotTimes(clock, compiling, times -> times.isKnown(steps));
    }

    /** Ends after the second step, the first that counts. */
    static PilotTimes untilSecondStep() {
        return new PilotTimes(System::nanoTime, compilers(), times -> times.stepsOfEpoch > 0);
    }

    /** Ends when asked to. */
    static PilotTimes until(BooleanSupplier enough) {
        return new PilotTimes(System::nanoTime, compilers(), times -> enough.getAsBoolean());
    }

    private static LongSupplier compilers() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        return compilers != null && compilers.isCompilationTimeMonitoringSupported()
                ? () -> 1_000_000 * compilers.getTotalCompilationTime()
                : () -> 0;
    }

    private boolean isKnown(long steps) {
        double seconds = (last - begin) / 1e9;
        double quiet = epochs.stream()
                .filter(Epoch::withoutCompiling)
                .mapToDouble(Epoch::seconds)
                .sum();
        return !Double.isNaN(step())
                && (quiet >= ENOUGH.toSeconds()
                        || seconds >= MOST.toSeconds()
                        || seconds >= MOST_OF_FORECAST * step() * steps);
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
        double validation = sinceLast();
        long took = last - beginOfEpoch;
        long compiled = compiling.getAsLong();
        epochs.add(new Epoch(stepOfEpoch(), validation, took / 1e9, compiled - compiledBefore <= LITTLE * took));
        ofEpoch = 0;
        stepsOfEpoch = 0;
        beginOfEpoch = last;
        compiledBefore = compiled;
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
        return enough.test(this);
    }

    /** {@return seconds of a step of the epoch that is not done; NaN where none was measured} */
    double stepOfEpoch() {
        return stepsOfEpoch > 0 ? ofEpoch / stepsOfEpoch : Double.NaN;
    }

    /** {@return seconds of a step; NaN where none was measured, as after an interrupt} */
    double step() {
        return mean(Epoch::step);
    }

    /** {@return seconds of a validation; NaN where none was measured} */
    double validation() {
        return mean(Epoch::validation);
    }

    /** The mean of the epochs without compiling, or of the later half where there are none. */
    private double mean(ToDoubleFunction<Epoch> time) {
        List<Epoch> measured =
                epochs.stream().filter(epoch -> !Double.isNaN(epoch.step())).toList();
        List<Epoch> quiet = measured.stream().filter(Epoch::withoutCompiling).toList();
        return (quiet.isEmpty() ? measured.subList(measured.size() / 2, measured.size()) : quiet)
                .stream().mapToDouble(time).average().orElse(Double.NaN);
    }

    /** Seconds of a step (NaN where only the very first was made), of the validation and of all. */
    private record Epoch(double step, double validation, double seconds, boolean withoutCompiling) {}
}
