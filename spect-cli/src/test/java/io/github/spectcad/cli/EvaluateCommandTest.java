package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is measured, and by which thresholds: sixty patients, nine of them marked as training patients. */
class EvaluateCommandTest {
    private static final Path FILES = Path.of("src/test/resources/evaluate");

    @TempDir
    private Path folder;

    private static CommandRun evaluate(Path predictions, Path cohort, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "evaluate",
                "--predictions",
                predictions.toString(),
                "--cohort",
                cohort.toString(),
                "--reference",
                "er",
                "--json"));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) throws Exception {
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    private Path without(int... rows) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(FILES.resolve("predictions.csv")));
        for (int i = rows.length - 1; i >= 0; i--) {
            lines.remove(rows[i]);
        }
        return Files.write(folder.resolve("some.csv"), lines);
    }

    @Test
    void everyExpectedPatientIsAccountedFor() throws Exception {
        JsonNode all = json(evaluate(FILES.resolve("predictions.csv"), FILES.resolve("cohort.csv")));
        assertEquals(60, all.get("expected").asInt());
        assertEquals(60, all.get("predicted").asInt());
        assertEquals(0, all.get("missing").asInt());
        assertEquals(0, all.get("extra").asInt());
        assertEquals(0.452, all.get("per-vessel").get("auc").asDouble(), 5e-4);
    }

    @Test
    void missingPatientsAreRefusedByName() throws Exception {
        CommandRun run = evaluate(without(1, 3), FILES.resolve("cohort.csv"));
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertTrue(
                run.err().contains("2 of the 60 patients with the reference er are not predicted (p0001, p0003)"),
                run.err());
        assertTrue(run.err().contains("--allow-missing"), run.err());
    }

    @Test
    void missingPatientsThatAreAllowedAreStillCountedAndWarnedOf() throws Exception {
        CommandRun run = evaluate(without(1, 3), FILES.resolve("cohort.csv"), "--allow-missing");
        JsonNode some = json(run);
        assertEquals(58, some.get("patients").asInt());
        assertEquals(2, some.get("missing").asInt());
        assertEquals("p0001", some.get("missing_patients").get(0).asText());
        assertTrue(run.err().contains("warning: ") && run.err().contains("2 of the 60 expected"), run.err());
    }

    @Test
    void patientsWhomTheCohortLacksAreRefusedOrLeftOut() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(FILES.resolve("predictions.csv")));
        lines.add("stranger,0.1,0.2,0.3");
        Path file = Files.write(folder.resolve("more.csv"), lines);
        CommandRun refused = evaluate(file, FILES.resolve("cohort.csv"));
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("the cohort has no patient stranger"), refused.err());
        JsonNode measured = json(evaluate(file, FILES.resolve("cohort.csv"), "--allow-missing"));
        assertEquals(60, measured.get("patients").asInt());
        assertEquals("stranger", measured.get("extra_patients").get(0).asText());
    }

    @Test
    void whereOnePartitionIsPredictedTheRefusalNamesIt() {
        CommandRun run = evaluate(FILES.resolve("six.csv"), FILES.resolve("cohort.csv"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("give --partition test if these alone were meant"), run.err());
    }

    @Test
    void aVesselOfOneClassLeavesTheOthersAndItsReason() throws Exception {
        JsonNode result = json(evaluate(FILES.resolve("predictions.csv"), FILES.resolve("one_class_lcx.csv")));
        assertEquals(0.361, result.get("lad").get("auc").asDouble(), 5e-4);
        assertTrue(result.get("lcx").get("auc").isNull());
        assertTrue(result.get("lcx").get("undefined").asText().contains("none of the 60 cases (LCX) is diseased"));
        assertFalse(result.get("lad").has("undefined"));
    }

    @Test
    void thresholdsAndPatientsSeenAreTheModelsOwn() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(FILES.resolve("predictions.csv"))) {
            lines.add(
                    line.startsWith("patient_id")
                            ? line + ",threshold_lad,threshold_rca,threshold_lcx,seen_in"
                            : line + ",0.25,0.5,0.75," + (line.startsWith("p0013") ? "train" : ""));
        }
        Path file = Files.write(folder.resolve("with-record.csv"), lines);
        CommandRun run = evaluate(file, FILES.resolve("cohort.csv"));
        JsonNode result = json(run);
        assertEquals("[0.25,0.5,0.75]", result.get("thresholds").toString());
        assertEquals("the model", result.get("thresholds_from").asText());
        assertTrue(
                run.err()
                        .contains(
                                "by its own record the model was trained or selected on 1 of the 60 patients (p0013)"),
                run.err());
        JsonNode given = json(evaluate(file, FILES.resolve("cohort.csv"), "--thresholds", "0.5"));
        assertEquals("the command line", given.get("thresholds_from").asText());
    }
}
