package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.train.EpochRecord;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PilotTimesTest {
    private static final int STEPS = 4;
    private static final double VALIDATION = 0.5;
    private static final long MANY = 1_000_000;

    private long now = 1_000;
    private long compiled = 77;

    private void pass(double seconds) {
        now += Math.round(1e9 * seconds);
    }

    /** A training whose steps, counted from 0, take so many seconds, until the pilot ends it; returns how many it took. */
    private int train(PilotTimes times, int stepsOfEpoch, IntToDoubleFunction seconds) {
        int steps = 0;
        for (int epoch = 1; ; epoch++) {
            for (int step = 1; step <= stepsOfEpoch; step++) {
                pass(seconds.applyAsDouble(steps++));
                times.stepDone(epoch, step, stepsOfEpoch, 0);
                if (times.isCancelled()) {
                    return steps;
                }
            }
            pass(VALIDATION);
            times.epochDone(new EpochRecord(epoch, 0, 0, 0, 0, 0, 0, false));
        }
    }

    private PilotTimes pilot() {
        return PilotTimes.untilKnown(MANY, () -> now, () -> compiled);
    }

    /** Time passes, in which compilers are at work for a share of it. */
    private double compiling(double seconds, double share) {
        compiled += Math.round(1e9 * seconds * share);
        return seconds;
    }

    @Test
    void paceIsThatOfEpochsWithoutCompiling() {
        PilotTimes times = pilot();
        train(times, STEPS, step -> step < 20 ? compiling(0.3, 1.1) : step < 24 ? compiling(0.2, 0.4) : 0.1);
        assertEquals(0.1, times.step(), 1e-6);
        assertEquals(VALIDATION, times.validation(), 1e-6);
    }

    @Test
    void twoSecondsWithoutCompilingAreEnough() {
        PilotTimes times = pilot();
        long begin = now;
        train(times, STEPS, step -> step < 20 ? compiling(0.3, 1.1) : 0.1);
        assertEquals(20 * 0.3 + 5 * VALIDATION + 3 * (0.4 + VALIDATION) + 0.1, (now - begin) / 1e9, 1e-6);
    }

    @Test
    void meanOfStepsThatDifferByTurnsIsTheirPace() {
        PilotTimes times = pilot();
        train(times, STEPS, step -> compiling(step % STEPS == 0 ? 0.4 : 0.1, step < STEPS ? 1 : 0));
        assertEquals(0.175, times.step(), 1e-6);
    }

    @Test
    void networkThatIsAlwaysCompiledIsMeasuredForTwentySecondsOnlyAndByItsLaterHalf() {
        PilotTimes times = pilot();
        long begin = now;
        train(times, STEPS, step -> compiling(step < 24 ? 0.3 : 0.1, 1));
        assertEquals(20, (now - begin) / 1e9, 2);
        assertEquals(0.1, times.step(), 1e-6);
    }

    @Test
    void pilotTakesATenthOfWhatItForecastsAtMost() {
        PilotTimes times = PilotTimes.untilKnown(200, () -> now, () -> compiled);
        long begin = now;
        train(times, STEPS, step -> compiling(0.1, 1));
        assertEquals(0.1 * 200 * 0.1, (now - begin) / 1e9, 1);
    }

    @Test
    void networkOfLongStepsIsMeasuredUntilItIsValidated() {
        PilotTimes times = pilot();
        assertEquals(STEPS + 1, train(times, STEPS, step -> step == 0 ? 90 : 30));
        assertEquals(30, times.step(), 1e-6);
        assertEquals(VALIDATION, times.validation(), 1e-6);
    }

    @Test
    void epochsOfOneStepAreMeasured() {
        PilotTimes times = pilot();
        assertEquals(3, train(times, 1, step -> step == 0 ? 90 : 30));
        assertEquals(30, times.step(), 1e-6);
    }

    @Test
    void nothingIsKnownBeforeTheSecondStep() {
        PilotTimes times = pilot();
        times.stepDone(1, 1, STEPS, 0);
        assertTrue(Double.isNaN(times.step()));
        assertTrue(Double.isNaN(times.validation()));
    }
}
