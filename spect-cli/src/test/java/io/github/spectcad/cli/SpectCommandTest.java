package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aFullStandardOutputEndsWith1() {
        StringWriter err = new StringWriter();
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        int code = SpectCommand.run(new String[] {"--help"}, new PrintWriter(full), new PrintWriter(err, true));
        assertEquals(1, code);
        assertTrue(err.toString().startsWith("spect: standard output cannot be written"), err::toString);
    }

    @Test
    void everyCommandKnowsTheVersion() {
        CommandRun run = CommandRun.of("stats", "auc", "--version");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().startsWith("spect "), run.out());
    }

    @Test
    void quietSilencesProgressAndNotesAndKeepsErrors(@TempDir Path folder) {
        String out = folder.resolve("cohort").toString();
        CommandRun run = CommandRun.of("phantom", "--quiet", "--out", out, "--patients", "20", "--pixels", "8");
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("wrote 20 patients"), run.out());
        CommandRun failed =
                CommandRun.of("--quiet", "describe", folder.resolve("none.zip").toString());
        assertEquals(1, failed.exitCode());
        assertTrue(failed.err().contains("none.zip"), failed.err());
    }
}
