package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual page and the completion script are whole and well formed. */
class ManualTest {
    @TempDir
    private Path folder;

    private String run(String command, String... program) throws Exception {
        CommandRun run = CommandRun.of(command);
        assertEquals(0, run.exitCode(), run.err());
        Path file = Files.writeString(folder.resolve(command), run.out());
        try {
            Process process = new ProcessBuilder(program)
                    .redirectInput(file.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            return output;
        } catch (IOException e) {
            assumeTrue(false, program[0] + " is not installed");
            throw e;
        }
    }

    @Test
    void theManualHasEveryCommandAndOption() {
        String manual = CommandRun.of("man").out();
        for (String word : new String[] {
            ".SS spect train", ".SS spect study verify", ".SS spect stats auc", "\\-\\-epochs N", "EXIT STATUS"
        }) {
            assertTrue(manual.contains(word), word);
        }
    }

    @Test
    void groffReadsTheManualWithoutAWarning() throws Exception {
        String warnings = run("man", "groff", "-man", "-z", "-ww");
        assertEquals("", warnings);
    }

    @Test
    void bashReadsTheCompletionScript() throws Exception {
        assertEquals("", run("completion", "bash", "-n"));
    }
}
