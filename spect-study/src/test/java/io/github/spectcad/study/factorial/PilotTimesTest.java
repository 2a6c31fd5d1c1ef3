package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.train.EpochRecord;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PilotTimesTest {
    private static final int STEPS = 4;
    private static final double VALIDATION = 0.5;

    private long now = 1_000;

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

    @Test
    void paceIsThatOfAWarmNetwork() {
        PilotTimes times = new PilotTimes(() -> now);
        train(times, STEPS, step -> 0.1 + 0.4 * Math.pow(0.9, step));
        assertEquals(0.1, times.step(), 0.01);
        assertEquals(VALIDATION, times.validation(), 1e-6);
    }

    @Test
    void steadyPaceIsMeasuredForFewSecondsOnly() {
        PilotTimes times = new PilotTimes(() -> now);
        long begin = now;
        train(times, STEPS, step -> 0.1);
        assertEquals(3.5, (now - begin) / 1e9, 0.5);
        assertEquals(0.1, times.step(), 1e-6);
    }

    @Test
    void meanOfStepsThatDifferByTurnsIsTheirPace() {
        PilotTimes times = new PilotTimes(() -> now);
        train(times, STEPS, step -> step % STEPS == 0 ? 0.4 : 0.1);
        assertEquals(0.175, times.step(), 1e-6);
    }

    @Test
    void networkThatIsNeverSteadyIsMeasuredForTwentySecondsOnly() {
        PilotTimes times = new PilotTimes(() -> now);
        long begin = now;
        train(times, STEPS, step -> 0.5 * Math.pow(0.98, step));
        assertEquals(20, (now - begin) / 1e9, 2);
    }

    @Test
    void networkOfLongStepsIsMeasuredUntilItIsValidated() {
        PilotTimes times = new PilotTimes(() -> now);
        assertEquals(STEPS + 1, train(times, STEPS, step -> step == 0 ? 90 : 30));
        assertEquals(30, times.step(), 1e-6);
        assertEquals(VALIDATION, times.validation(), 1e-6);
    }

    @Test
    void epochsOfOneStepAreMeasured() {
        PilotTimes times = new PilotTimes(() -> now);
        assertEquals(3, train(times, 1, step -> step == 0 ? 90 : 30));
        assertEquals(30, times.step(), 1e-6);
    }

    @Test
    void nothingIsKnownBeforeTheSecondStep() {
        PilotTimes times = new PilotTimes(() -> now);
        times.stepDone(1, 1, STEPS, 0);
        assertTrue(Double.isNaN(times.step()));
        assertTrue(Double.isNaN(times.validation()));
    }
}
