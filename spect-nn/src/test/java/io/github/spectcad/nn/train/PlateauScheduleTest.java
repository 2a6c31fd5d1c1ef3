package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.model.TrainingSettings;
import org.junit.jupiter.api.Test;

class PlateauScheduleTest {
    private final TrainingSettings paper = TrainingSettings.PAPER;

    @Test
    void tenEpochsWithoutBetterAccuracyDivideTheRateByTen() {
        PlateauSchedule schedule = PlateauSchedule.start(paper).after(0.7, paper);
        for (int i = 0; i < 9; i++) {
            schedule = schedule.after(i % 2 == 0 ? 0.7 : 0.65, paper);
            assertEquals(1e-3, schedule.learningRate());
        }
        schedule = schedule.after(0.7, paper);
        assertEquals(1e-4, schedule.learningRate(), 1e-18);
        assertEquals(0, schedule.waited());
    }

    @Test
    void aBetterAccuracyStartsTheCountAgain() {
        PlateauSchedule schedule = PlateauSchedule.start(paper).after(0.7, paper);
        for (int i = 0; i < 9; i++) {
            schedule = schedule.after(0.7, paper);
        }
        schedule = schedule.after(0.71, paper);
        for (int i = 0; i < 9; i++) {
            schedule = schedule.after(0.71005, paper); // better by less than 1e-4 does not count
        }
        assertEquals(1e-3, schedule.learningRate());
        assertEquals(1e-4, schedule.after(0.71, paper).learningRate(), 1e-18);
    }

    @Test
    void constantAccuracyArrivesAtTheFloorAfterEpoch41() {
        PlateauSchedule schedule = PlateauSchedule.start(paper);
        int epoch = 0;
        while (!schedule.isAtFloor(paper)) {
            schedule = schedule.after(0.5, paper);
            epoch++;
        }
        assertEquals(41, epoch);
        assertEquals(1e-7, schedule.learningRate());
    }

    @Test
    void aRateThatStartsAtTheFloorTrains() {
        TrainingSettings constant = paper.toBuilder().learningRate(1e-7).build();
        assertFalse(PlateauSchedule.start(constant).isAtFloor(constant));
        assertTrue(PlateauSchedule.start(constant).learningRate() == 1e-7);
    }
}
