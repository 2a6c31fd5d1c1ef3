package io.github.spectcad.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command line without a cluster on its class path. */
class ClusterOptionsTest {
    @TempDir
    private Path folder;

    private CommandRun run(String... more) {
        String[] args = new String[more.length + 6];
        System.arraycopy(
                new String[] {
                    "study",
                    "run",
                    "--config",
                    "none.json",
                    "--out",
                    folder.resolve("out").toString()
                },
                0,
                args,
                0,
                6);
        System.arraycopy(more, 0, args, 6, more.length);
        return CommandRun.of(args);
    }

    @Test
    void anExecutorThatIsNotThereIsWrongUsageAndNothingIsWritten() {
        CommandRun run = run("--executor", "spark", "--master", "spark://nowhere:7077");
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains("spect-spark"), run.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aMasterWithoutAClusterIsWrongUsage() {
        CommandRun run = run("--master", "spark://nowhere:7077");
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains("--executor spark"), run.err());
    }

    @Test
    void aPlaceThatNothingServesIsNamedWithTheCure() {
        CommandRun run = CommandRun.of("study", "status", "hdfs://host/study");
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.err().contains("hdfs://host/study") && run.err().contains("spect-spark"), run.err());
    }

    @Test
    void theReportOfAStudyAtAUriNeedsAFolder() {
        CommandRun run = CommandRun.of("study", "report", "hdfs://host/study");
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains("--out"), run.err());
    }
}
