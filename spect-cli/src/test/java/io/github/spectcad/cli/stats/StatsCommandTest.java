package io.github.spectcad.cli.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands end to end; expected values from R 4.2.2 and pROC 1.18.0. */
class StatsCommandTest {

    private static final List<String> CONFUSION_NAMES = List.of(
            "threshold",
            "TP",
            "TN",
            "FP",
            "FN",
            "accuracy",
            "sensitivity",
            "specificity",
            "precision",
            "npv",
            "f1",
            "balanced_accuracy",
            "youden_j",
            "mcc",
            "kappa",
            "lr_plus",
            "lr_minus",
            "dor",
            "prevalence",
            "intervals",
            "method",
            "convention");

    @TempDir
    private Path folder;

    private Path scores;
    private Path groups;

    @BeforeEach
    void writeTables() throws IOException {
        scores = folder.resolve("scores.csv");
        Files.writeString(scores, """
                truth,patient,a,b
                0,p1,0.1,0.3
                0,p1,0.4,0.2
                1,p2,0.35,0.9
                1,p2,0.8,0.6
                0,p3,0.2,0.6
                1,p3,0.9,0.5
                0,p4,0.5,0.1
                1,p4,0.7,0.8
                """);
        groups = folder.resolve("groups.csv");
        Files.writeString(groups, """
                g,v
                u,1.5
                u,2.5
                u,4
                w,3
                w,5
                w,6
                z,7
                z,7
                """);
    }

    private static JsonNode json(String... args) throws IOException {
        CommandRun run = CommandRun.of(args);
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        return new ObjectMapper().readTree(run.out());
    }

    private JsonNode onScores(String command, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("stats", command, "--in", scores.toString(), "--label", "truth"));
        args.addAll(Arrays.asList(more));
        return json(args.toArray(new String[0]));
    }

    private JsonNode onGroups(String command, String... more) throws IOException {
        List<String> args =
                new ArrayList<>(List.of("stats", command, "--in", groups.toString(), "--group", "g", "--value", "v"));
        args.addAll(Arrays.asList(more));
        return json(args.toArray(new String[0]));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aucGivesAreaVarianceAndInterval() throws IOException {
        JsonNode json = onScores("auc", "--score", "a", "--interval", "wald-clamped");
        assertEquals(
                List.of(
                        "auc",
                        "variance",
                        "hanley_mcneil_error",
                        "ci_low",
                        "ci_high",
                        "n_positive",
                        "n_negative",
                        "method",
                        "interval",
                        "convention"),
                names(json));
        assertEquals(0.875, json.get("auc").asDouble());
        assertEquals(0.020833333333333332, json.get("variance").asDouble(), 1e-15);
        assertEquals(0.592103566480957, json.get("ci_low").asDouble(), 1e-14);
        assertEquals(1, json.get("ci_high").asDouble());
        assertEquals(4, json.get("n_positive").asInt());
    }

    @Test
    void delongComparesTwoScores() throws IOException {
        JsonNode paired = onScores("delong", "--score", "a", "--score", "b");
        assertEquals(
                List.of(
                        "auc",
                        "variance",
                        "covariance",
                        "difference",
                        "variance_difference",
                        "statistic",
                        "p_value",
                        "ci_low",
                        "ci_high",
                        "method",
                        "alternative",
                        "convention"),
                names(paired));
        assertEquals(0.875 - 0.90625, paired.get("difference").asDouble());
        double p = paired.get("p_value").asDouble();
        double less = onScores("delong", "--score", "a", "--score", "b", "--alternative", "less")
                .get("p_value")
                .asDouble();
        assertEquals(p / 2, less, 1e-15);
        JsonNode unpaired = onScores("delong", "--score", "a", "--score", "b", "--unpaired");
        assertTrue(unpaired.get("df").asDouble() > 1);
        assertEquals(0, unpaired.get("covariance").asDouble());
    }

    @Test
    void bootstrapIsRepeatableForEveryMethodAndPlan() throws IOException {
        for (String method : List.of("percentile", "basic", "normal", "bca")) {
            for (String[] plan : new String[][] {{}, {"--stratified"}, {"--cluster", "patient"}}) {
                List<String> more = new ArrayList<>(
                        List.of("--score", "a", "--resamples", "200", "--seed", "5", "--method", method));
                more.addAll(Arrays.asList(plan));
                JsonNode json = onScores("bootstrap", more.toArray(new String[0]));
                assertEquals(json, onScores("bootstrap", more.toArray(new String[0])));
                assertEquals(
                        List.of(
                                "estimate",
                                "ci_low",
                                "ci_high",
                                "standard_error",
                                "bias",
                                "resamples_used",
                                "method",
                                "convention"),
                        names(json));
                assertEquals(0.875, json.get("estimate").asDouble());
            }
        }
        JsonNode difference = onScores(
                "bootstrap", "--score", "a", "--score", "b", "--stratified", "--cluster", "patient", "--method", "bca");
        assertEquals(-0.03125, difference.get("estimate").asDouble());
    }

    @Test
    void wilcoxonGivesTestAndEffectSizes() throws IOException {
        JsonNode json = onGroups("wilcoxon", "--x", "u", "--y", "w");
        assertEquals(
                List.of(
                        "w",
                        "p_value",
                        "effect_auc",
                        "cliffs_delta",
                        "hodges_lehmann",
                        "method",
                        "alternative",
                        "convention"),
                names(json));
        assertEquals(1, json.get("w").asDouble());
        assertEquals(0.2, json.get("p_value").asDouble(), 1e-15);
        assertEquals(-2, json.get("hodges_lehmann").asDouble());
        assertEquals("exact", json.get("method").asText());
        JsonNode normal = onGroups("wilcoxon", "--x", "u", "--y", "w", "--method", "normal", "--no-continuity");
        assertEquals(0.1266304579476172, normal.get("p_value").asDouble(), 1e-14);
    }

    @Test
    void pairwiseWilcoxonListsThePairsInTheOrderOfR() throws IOException {
        JsonNode pairs = onGroups("pairwise-wilcoxon", "--adjust", "BH").get("pairs");
        assertEquals(3, pairs.size());
        assertEquals("w", pairs.get(0).get("x").asText());
        assertEquals("u", pairs.get(0).get("y").asText());
        assertEquals(List.of("x", "y", "w", "p_value", "p_adjusted", "cliffs_delta"), names(pairs.get(0)));
        assertEquals(8, pairs.get(0).get("w").asDouble());
        assertEquals(1, pairs.get(1).get("cliffs_delta").asDouble());
    }

    @Test
    void confusionGivesEveryMeasureAndNullForUndefinedOnes() throws IOException {
        JsonNode json = onScores("confusion", "--score", "a", "--threshold", "0.4");
        assertEquals(CONFUSION_NAMES, names(json));
        assertEquals(3, json.get("TP").asInt());
        assertEquals(2, json.get("FP").asInt());
        assertEquals(0.6, json.get("precision").asDouble());
        assertTrue(onScores("confusion", "--score", "a", "--threshold", "Infinity")
                .get("precision")
                .isNull());
    }

    @Test
    void aPerfectAreaHasAnIntervalAndAWarning() throws IOException {
        Path perfect = folder.resolve("perfect.csv");
        Files.writeString(perfect, "label,s\n0,0.1\n0,0.2\n1,0.8\n1,0.9\n");
        CommandRun run = CommandRun.of("stats", "auc", "--in", perfect.toString(), "--score", "s", "--json");
        assertEquals(0, run.exitCode());
        assertTrue(run.err().contains("warning: an area is 1"), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals(1, json.get("ci_high").asDouble());
        assertTrue(json.get("ci_low").asDouble() < 0.7);
    }

    @Test
    void problemsNameFileRowAndColumn() throws IOException {
        Path bad = folder.resolve("bad.csv");
        Files.writeString(bad, "label,s\n0,0.5\n1,x\n");
        CommandRun run = CommandRun.of("stats", "auc", "--in", bad.toString(), "--score", "s");
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("bad.csv, line 3, column s: 'x' is not a number"), run.err());
        CommandRun missing = CommandRun.of("stats", "auc", "--in", bad.toString(), "--score", "t");
        assertTrue(missing.err().contains("column t: the column is missing"), missing.err());
        assertEquals(
                2,
                CommandRun.of("stats", "delong", "--in", bad.toString(), "--score", "s")
                        .exitCode());
        assertEquals(2, CommandRun.of("stats").exitCode());
    }
}
