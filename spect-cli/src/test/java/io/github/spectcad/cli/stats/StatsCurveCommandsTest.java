package io.github.spectcad.cli.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands for ROC curves, thresholds and recalibration. Values by scikit-learn 1.2 (curves, isotonic regression), by hand from its
 * curves (thresholds, averages) and by Newton's method with 40 digits (Platt scaling).
 */
class StatsCurveCommandsTest {

    private static final String ROWS = """
            label,a,b
            0,.1,.2
            0,.4,.3
            1,.35,.4
            0,.8,.5
            1,.7,.6
            1,.9,.7
            0,.2,.1
            1,.6,.35
            0,.4,.55
            1,.95,.9
            """;

    @TempDir
    private Path folder;

    private String scores;

    @BeforeEach
    void writeTable() throws IOException {
        scores = Files.writeString(folder.resolve("scores.csv"), ROWS).toString();
    }

    private CommandRun run(String command, String... options) {
        List<String> all = new ArrayList<>(List.of("stats", command, "--in", scores, "--json"));
        all.addAll(Arrays.asList(options));
        return CommandRun.of(all.toArray(new String[0]));
    }

    private JsonNode json(String command, String... options) throws IOException {
        CommandRun run = run(command, options);
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertTrue(!json.get("method").asText().isEmpty());
        assertTrue(!json.get("convention").asText().isEmpty());
        return json;
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private double[] best(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--score", "a"));
        all.addAll(Arrays.asList(options));
        return numbers(json("roc", all.toArray(new String[0])).at("/best/threshold"));
    }

    @Test
    void theCurveAndItsBestThresholdsAreThoseOfTheCriterion() throws IOException {
        JsonNode youden = json("roc", "--score", "a");
        assertEquals(0.8, youden.get("auc").asDouble());
        assertArrayEquals(new double[] {0.5}, numbers(youden.at("/best/threshold")), 1e-15);
        assertArrayEquals(
                new double[] {1, 1, 1, 0.8, 0.8, 0.6, 0.4, 0.4, 0.2, 0}, numbers(youden.at("/curve/sensitivity")));
        assertArrayEquals(
                new double[] {0, 0.2, 0.4, 0.4, 0.8, 0.8, 0.8, 1, 1, 1}, numbers(youden.at("/curve/specificity")));
        assertArrayEquals(
                new double[] {
                    Double.NEGATIVE_INFINITY, 0.15, 0.275, 0.375, 0.5, 0.65, 0.75, 0.85, 0.925, Double.POSITIVE_INFINITY
                },
                numbers(youden.at("/curve/threshold")),
                1e-15);
        assertArrayEquals(new double[] {0.5}, best("--criterion", "closest-to-top-left"), 1e-15);
        assertArrayEquals(
                new double[] {0.85}, best("--criterion", "cost-weighted", "--cost", "2", "--prevalence", "0.1"), 1e-15);
        assertArrayEquals(
                new double[] {0.275},
                best("--criterion", "cost-weighted", "--cost", "10", "--prevalence", "0.3"),
                1e-15);
        assertArrayEquals(new double[] {0.5}, best("--criterion", "sensitivity-at-least", "--minimum", "0.7"), 1e-15);
        assertArrayEquals(new double[] {0.85}, best("--criterion", "specificity-at-least", "--minimum", "0.9"), 1e-15);
    }

    @Test
    void optionsThatDoNotBelongToTheCriterionAreRefused() {
        for (String[] wrong : new String[][] {
            {"--criterion", "cost-weighted", "--cost", "2"},
            {"--criterion", "cost-weighted", "--prevalence", "0.2"},
            {"--criterion", "specificity-at-least"},
            {"--criterion", "sensitivity-at-least", "--minimum", "0.9", "--cost", "2"},
            {"--minimum", "0.9"},
            {"--criterion", "best"}
        }) {
            List<String> all = new ArrayList<>(List.of("--score", "a"));
            all.addAll(Arrays.asList(wrong));
            assertEquals(2, run("roc", all.toArray(new String[0])).exitCode(), String.join(" ", wrong));
        }
    }

    @Test
    void curvesAreAveragedAtSpecificities() throws IOException {
        JsonNode json = json(
                "averaged-roc",
                "--score",
                "a",
                "--score",
                "b",
                "--specificity",
                "0.5",
                "--specificity",
                "0.7",
                "--specificity",
                "1",
                "--confidence",
                "0.5");
        assertEquals(2, json.get("curves").asInt());
        double[] means = {0.9, 0.7, 0.5};
        double[] lower = {0.85, 0.65, 0.45};
        double[] upper = {0.95, 0.75, 0.55};
        for (int i = 0; i < 3; i++) {
            JsonNode point = json.get("points").get(i);
            assertEquals(means[i], point.get("sensitivity").asDouble(), 1e-12);
            assertEquals(lower[i], point.get("ci_low").asDouble(), 1e-12);
            assertEquals(upper[i], point.get("ci_high").asDouble(), 1e-12);
        }
    }

    @Test
    void theBandOfOneScoreComesFromResamplesOfSubjectsOrClusters() throws IOException {
        JsonNode subjects = json("averaged-roc", "--score", "a", "--resamples", "60");
        assertEquals(11, subjects.get("points").size());
        assertTrue(subjects.get("curves").asInt() > 50);
        JsonNode clusters = json("averaged-roc", "--score", "a", "--resamples", "60", "--cluster", "b");
        assertTrue(clusters.get("method").asText().endsWith("clusters"));
        assertEquals(
                2,
                run("averaged-roc", "--score", "a", "--score", "b", "--cluster", "b")
                        .exitCode());
    }

    @Test
    void mapsAreLearnedAndAppliedToOtherRows() throws IOException {
        String others = Files.writeString(folder.resolve("others.csv"), "a\n.1\n.9\n.95\n")
                .toString();
        JsonNode platt = json("recalibration", "--score", "a", "--apply-to", others);
        assertArrayEquals(
                new double[] {-1.7616414091858628, 3.263875985743439}, numbers(platt.get("parameters")), 1e-12);
        assertArrayEquals(
                new double[] {0.19228139935949995, 0.764200257877037, 0.7923321533560083},
                numbers(platt.get("probabilities")),
                1e-13);
        JsonNode isotonic = json("recalibration", "--score", "a", "--method", "isotonic");
        assertArrayEquals(
                new double[] {0, 1.0 / 3, 1.0 / 3, 2.0 / 3, 2.0 / 3, 1, 0, 2.0 / 3, 1.0 / 3, 1},
                numbers(isotonic.get("probabilities")),
                1e-12);
        assertEquals(
                1,
                json("recalibration", "--score", "a", "--method", "temperature")
                        .get("parameters")
                        .size());
        assertEquals(
                3,
                json("recalibration", "--score", "a", "--method", "beta")
                        .get("parameters")
                        .size());
    }

    @Test
    void reliabilityHasTheBinsAskedFor() throws IOException {
        JsonNode wide = json("calibration", "--probability", "a", "--bins", "2").get("reliability");
        assertEquals(2, wide.size());
        assertEquals(5, wide.get(0).get("subjects").asInt());
        assertEquals(0.2, wide.get(0).get("observed").asDouble(), 1e-12);
        assertEquals(0.29, wide.get(0).get("prediction").asDouble(), 1e-12);
        JsonNode equal = json("calibration", "--probability", "a", "--bins", "5", "--binning", "equal-count");
        assertEquals(5, equal.get("reliability").size());
        assertEquals(
                9,
                json("calibration", "--probability", "a", "--binning", "distinct")
                        .get("reliability")
                        .size());
    }

    @Test
    void specificityIsGivenAtASensitivity() throws IOException {
        JsonNode at = json("specificity-at", "--score", "a", "--sensitivity", "0.5", "--resamples", "50");
        assertEquals(0.8, at.get("estimate").asDouble(), 1e-12);
    }
}
