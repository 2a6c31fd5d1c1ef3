package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.nn.NnBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
    private static CommandRun bench(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "bench";
        args[1] = "--pixels";
        args[2] = "16";
        System.arraycopy(options, 0, args, 3, options.length);
        return CommandRun.of(args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "stress", "early-fusion", "late-fusion"})
    void everyInputIsMeasured(String input) throws Exception {
        CommandRun run = bench("--backbone", "cnn2", "--input", input, "--batch", "3", "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, run.out().strip().lines().count(), "one JSON object and nothing else on standard output");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals("cnn2", json.get("backbone").asText());
        assertEquals(input, json.get("input").asText());
        assertEquals(16, json.get("pixels").asInt());
        assertEquals(3, json.get("batch").asInt());
        assertTrue(json.get("train_step_ms").asDouble() > 0, run.out());
        assertTrue(json.get("predict_ms").asDouble() > 0, run.out());
        assertEquals(NnBackend.require().threads(), json.get("threads").asInt());
        assertEquals(NnBackend.require().oneDnn(), json.get("onednn").booleanValue());
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertTrue(json.get("peak_rss_mb").asDouble() > 50, run.out());
        } else {
            assertTrue(json.get("peak_rss_mb").isNull(), run.out());
        }
    }

    @Test
    void withoutJsonALineTellsTheSame() {
        CommandRun run = bench("--backbone", "cnn2");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("cnn2, early-fusion, 16 pixels: training step of 2 patients "), run.out());
    }

    @Test
    void anUnknownBackboneIsAnsweredWithTheKnownOnes() {
        CommandRun run = bench("--backbone", "cnn3");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("cnn3") && run.err().contains("cnn1"), run.err());
    }

    @Test
    void mapsTooSmallForTheBackboneAndBatchesOfNoneAreRefused() {
        CommandRun small = bench("--backbone", "inception-v3");
        assertEquals(2, small.exitCode());
        assertTrue(small.err().contains("--pixels is 16: inception-v3 takes at least "), small.err());
        CommandRun none = bench("--backbone", "cnn2", "--batch", "0");
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("--batch is 0: must be at least 1"), none.err());
    }
}
