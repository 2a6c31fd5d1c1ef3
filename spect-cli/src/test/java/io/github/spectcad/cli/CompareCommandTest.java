package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.io.PredictionCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final int PATIENTS = 120;
    private static final int VALIDATION = 40;

    @TempDir
    static Path folder;

    private static Path cohort;
    private static Path good;
    private static Path fair;
    private static Path poor;

    @BeforeAll
    static void writeFiles() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<int[]> labels = new ArrayList<>();
        StringBuilder csv = new StringBuilder("patient_id,ica_lad,ica_rca,ica_lcx,partition\n");
        for (int i = 0; i < PATIENTS; i++) {
            int[] label = {random.nextInt(2), random.nextInt(3) / 2, random.nextInt(3) / 2};
            labels.add(label);
            csv.append(String.format(
                    "p%d,%d,%d,%d,%s%n", i, label[0], label[1], label[2], i < VALIDATION ? "validation" : "test"));
        }
        cohort = folder.resolve("cohort.csv");
        Files.writeString(cohort, csv.toString());
        good = predict("strategy-1_cnn1", labels, 0.5, random);
        fair = predict("strategy-1_cnn2", labels, 0.2, random);
        poor = predict("strategy-2_cnn1", labels, 0, random);
    }

    private static Path predict(String name, List<int[]> labels, double skill, SplittableRandom random)
            throws IOException {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            double[] p = new double[3];
            for (int v = 0; v < 3; v++) {
                p[v] = skill * labels.get(i)[v] + (1 - skill) * random.nextDouble();
            }
            predictions.add(new Prediction("p" + i, p[0], p[1], p[2]));
        }
        Path file = folder.resolve(name + ".csv");
        PredictionCsv.write(file, predictions);
        return file;
    }

    private static CommandRun compare(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "compare",
                "--cohort",
                cohort.toString(),
                "--reference",
                "ica",
                "--resamples",
                "200",
                "--predictions",
                poor.toString(),
                good.toString(),
                fair.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void modelsAreRankedByHowManyTheyOutperform() throws IOException {
        JsonNode result = json(compare("--json"));
        assertEquals(PATIENTS, result.get("patients").asInt());
        JsonNode counts = result.get("counts").get("strategy-1_cnn1");
        assertEquals(PATIENTS, counts.get("expected").asInt());
        assertEquals(PATIENTS, counts.get("predicted").asInt());
        assertEquals(0, counts.get("missing").asInt() + counts.get("extra").asInt());
        JsonNode perVessel = result.get("per-vessel");
        assertEquals(
                "strategy-1_cnn1", perVessel.get("models").get(0).get("name").asText());
        assertEquals(2, perVessel.get("models").get(0).get("outperforms").asInt());
        assertEquals(
                "strategy-2_cnn1", perVessel.get("models").get(2).get("name").asText());
        assertEquals(3, perVessel.get("pairs").size());
        assertEquals(3, perVessel.get("wilcoxon").get("model").size());
        assertFalse(perVessel.get("selection").has("best_on_validation"));
    }

    @Test
    void readersStandBesideTheModelInTheReport() throws IOException {
        StringBuilder csv = new StringBuilder("reader,patient_id,condition,diseased_lad,diseased_rca,diseased_lcx\n");
        for (int i = VALIDATION; i < PATIENTS; i++) {
            csv.append("=r<b>,p").append(i).append(",without,").append(i % 2).append(",0,1\n");
            csv.append("=r<b>,p").append(i).append(",with,1,1,").append(i % 2).append('\n');
        }
        Path readings = folder.resolve("readings.csv");
        Files.writeString(readings, csv.toString());
        Path report = folder.resolve("with-readers");
        json(compare("--json", "--partition", "test", "--readings", readings.toString(), "--out", report.toString()));
        String html = Files.readString(report.resolve("report.html"));
        assertTrue(html.contains("=r&lt;b&gt; without the model") && html.contains("=r&lt;b&gt; with the model"));
        List<String> rows = Files.readAllLines(report.resolve("model-and-readers.csv"));
        assertEquals(1 + 5 * 3, rows.size());
        assertEquals(2, compare("--readings", readings.toString()).exitCode());
    }

    @Test
    void areaIsThatOfEvaluate() throws IOException {
        JsonNode compared = json(compare("--json", "--partition", "test"));
        JsonNode evaluated = json(CommandRun.of(
                "evaluate",
                "--cohort",
                cohort.toString(),
                "--reference",
                "ica",
                "--predictions",
                good.toString(),
                "--partition",
                "test",
                "--json"));
        assertEquals(PATIENTS - VALIDATION, compared.get("patients").asInt());
        for (String analysis : List.of("per-vessel", "per-patient")) {
            JsonNode best = compared.get(analysis).get("models").get(0);
            assertEquals("strategy-1_cnn1", best.get("name").asText());
            assertEquals(
                    evaluated.get(analysis).get("auc").asDouble(),
                    best.get("auc").asDouble(),
                    1e-15);
        }
    }

    @Test
    void onTheTestPartTheModelThatValidationWouldChooseIsNamed() throws IOException {
        JsonNode selection =
                json(compare("--json", "--partition", "test")).get("per-vessel").get("selection");
        assertEquals("strategy-1_cnn1", selection.get("best_on_validation").asText());
        assertTrue(selection.get("validation_auc").asDouble() > 0.8);
        assertTrue(selection.get("optimism").asDouble() >= 0);
    }

    @Test
    void factorsComeFromTheNamesOfTheFiles() throws IOException {
        JsonNode wilcoxon = json(compare("--json", "--factors", "strategy,backbone"))
                .get("per-patient")
                .get("wilcoxon");
        JsonNode pair = wilcoxon.get("strategy").get(0);
        boolean firstIsBetter = pair.get("first").asText().equals("strategy-1");
        assertEquals(firstIsBetter, pair.get("cliffs_delta").asDouble() > 0);
        assertEquals(1, wilcoxon.get("backbone").size());
    }

    @Test
    void namesThatDoNotFitTheFactorsAreRefused() {
        CommandRun run = compare("--factors", "strategy,backbone,input");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("has 2 parts separated by '_', but --factors names 3"), run.err());
    }

    @Test
    void reportAndTablesAreWritten(@TempDir Path out) throws IOException {
        CommandRun run = compare("--out", out.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("report and tables: "), run.out());
        assertTrue(run.out().contains(Prediction.RESEARCH_USE_ONLY));
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains("<svg"));
        assertFalse(html.contains("<script"));
        assertEquals(
                1 + 2 * 3, Files.readAllLines(out.resolve("all-models.csv")).size());
        assertEquals(
                1 + 3, Files.readAllLines(out.resolve("pairs-per-vessel.csv")).size());
    }

    /** All patients with a diseased LAD are all diseased: nothing can be compared per patient, but per vessel. */
    @Test
    void aVesselOfOneClassHidesNeitherTheOthersNorTheReason(@TempDir Path out) throws IOException {
        for (String value : List.of("0", "1")) {
            Path one = out.resolve("one-" + value + ".csv");
            Files.writeString(one, Files.readString(cohort).replaceAll("(?m)^(p\\d+),\\d,", "$1," + value + ","));
            Path report = out.resolve("report-" + value);
            JsonNode result = json(CommandRun.of(
                    "compare",
                    "--cohort=" + one,
                    "--reference=ica",
                    "--resamples=100",
                    "--out=" + report,
                    "--json",
                    "--predictions",
                    good.toString(),
                    fair.toString()));
            assertEquals(2, result.get("per-vessel").get("models").size());
            assertEquals(value.equals("0"), result.has("per-patient"));
            assertEquals(value.equals("1"), result.get("left_out").has("per-patient"));
            String html = Files.readString(report.resolve("report.html"));
            assertEquals(
                    value.equals("1"), html.contains("Per patient the models are not compared: by ica all of the"));
        }
    }

    @Test
    void filesOfOneNameAreToldApartByTheirFolders(@TempDir Path other) throws IOException {
        Path same = other.resolve(good.getFileName());
        Files.copy(fair, same);
        JsonNode models = json(CommandRun.of(
                        "compare",
                        "--cohort",
                        cohort.toString(),
                        "--reference",
                        "ica",
                        "--predictions",
                        good.toString(),
                        same.toString(),
                        "--json"))
                .get("per-vessel")
                .get("models");
        assertEquals(
                folder.getFileName() + "/strategy-1_cnn1",
                models.get(0).get("name").asText());
    }

    @Test
    void aSingleModelIsRefused() {
        CommandRun run = CommandRun.of(
                "compare", "--cohort", cohort.toString(), "--reference", "ica", "--predictions", good.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("at least two"), run.err());
    }

    @Test
    void aReportIsNotWrittenOverInputsOrToAFile() throws IOException {
        byte[] before = Files.readAllBytes(good);
        CommandRun into = compare("--out", folder.toString());
        assertEquals(1, into.exitCode());
        assertTrue(into.err().contains("--overwrite"), into.err());
        assertTrue(Arrays.equals(before, Files.readAllBytes(good)));
        CommandRun file = compare("--out", cohort.toString());
        assertEquals(1, file.exitCode());
        assertTrue(file.err().contains("is not a folder"), file.err());
    }
}
