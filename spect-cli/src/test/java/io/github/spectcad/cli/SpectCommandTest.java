package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpectCommandTest {
    @Test
    void withoutACommandItShowsTheUsageOnStandardErrorAndEndsWith2() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("Usage: spect"), run.err());
    }

    @Test
    void anUnknownCommandEndsWith2() {
        CommandRun run = CommandRun.of("diagnose");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("diagnose"), run.err());
    }

    @Test
    void helpShowsTheResearchUseNotice() {
        CommandRun run = CommandRun.of("--help");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("Research use only. Not for diagnosis."), run.out());
    }

    @Test
    void trainingStartsFromOneKindOfWeightsOnly() {
        CommandRun run = CommandRun.of(
                "train",
                "--cohort=nowhere.csv",
                "--backbone=cnn1",
                "--input=rest",
                "--strategy=task-1",
                "--out=nowhere.zip",
                "--init=nowhere-else.zip",
                "--keras-weights=nowhere.h5");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("--init and --keras-weights"), run.err());
    }
}
