package io.github.spectcad.cli.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands for clusters, readers, decisions, probabilities, agreement and sample sizes, end to end. */
class StatsStudyCommandsTest {

    @TempDir
    private Path folder;

    private String vessels;
    private String readings;

    @BeforeEach
    void writeTables() throws IOException {
        Random random = new Random(17);
        StringBuilder table = new StringBuilder("patient,label,a,b,pa,pb,r1,r2,r3\n");
        for (int p = 0; p < 30; p++) {
            double shared = random.nextGaussian();
            for (int v = 0; v < 3; v++) {
                int label = random.nextInt(3) == 0 ? 1 : 0;
                double a = 1.4 * label + 0.7 * shared + 0.7 * random.nextGaussian();
                double b = label + 0.7 * shared + 0.7 * random.nextGaussian();
                long r = Math.max(0, Math.min(3, Math.round(a + 1)));
                table.append(String.join(
                                ",",
                                "p" + p,
                                "" + label,
                                "" + a,
                                "" + b,
                                "" + 1 / (1 + Math.exp(1 - a)),
                                "" + 1 / (1 + Math.exp(1 - b)),
                                "" + r,
                                "" + Math.max(0, Math.min(3, Math.round(a + 1 + 0.5 * random.nextGaussian()))),
                                "" + Math.max(0, Math.min(3, Math.round(b + 1)))))
                        .append('\n');
            }
        }
        vessels = Files.writeString(folder.resolve("vessels.csv"), table).toString();
        StringBuilder study = new StringBuilder("test,reader,case,label,rating\n");
        for (int c = 0; c < 40; c++) {
            double difficulty = random.nextGaussian();
            for (String test : List.of("with", "without")) {
                for (String reader : List.of("A", "B", "C")) {
                    double rating = (c % 2) * (test.equals("with") ? 1.8 : 1.2)
                            + 0.7 * difficulty
                            + 0.7 * random.nextGaussian();
                    study.append(test + ',' + reader + ",c" + c + ',' + c % 2 + ',' + rating + '\n');
                }
            }
        }
        readings = Files.writeString(folder.resolve("readings.csv"), study).toString();
    }

    private static CommandRun run(String... args) {
        List<String> all = new ArrayList<>(List.of("stats"));
        all.addAll(Arrays.asList(args));
        all.add("--json");
        CommandRun run = CommandRun.of(all.toArray(new String[0]));
        assertEquals(0, run.exitCode(), () -> String.join(" ", all) + ": " + run.err());
        return run;
    }

    private static JsonNode json(String... args) throws IOException {
        JsonNode json = new ObjectMapper().readTree(run(args).out());
        assertFalse(json.get("method").asText().isEmpty());
        assertFalse(json.get("convention").asText().isEmpty());
        return json;
    }

    @Test
    void clustersWidenTheIntervalsOfVessels() throws IOException {
        JsonNode alone = json("auc", "--in", vessels, "--score", "a");
        JsonNode clustered = json("auc", "--in", vessels, "--score", "a", "--cluster", "patient");
        assertEquals(alone.get("auc"), clustered.get("auc"));
        assertTrue(clustered.get("n_positive").asInt() <= 30);
        JsonNode test = json(
                "delong", "--in", vessels, "--score", "a", "--score", "b", "--cluster", "patient", "--margin", "0.2");
        assertTrue(test.get("p_noninferiority").asDouble() < 0.05);
        assertTrue(test.get("p_equivalence").asDouble()
                >= test.get("p_noninferiority").asDouble());
        JsonNode shares =
                json("confusion", "--in", vessels, "--score", "a", "--threshold", "1", "--cluster", "patient");
        double sensitivity = shares.get("sensitivity").asDouble();
        assertTrue(shares.at("/intervals/sensitivity/0").asDouble() < sensitivity);
        JsonNode bca = json(
                "bootstrap",
                "--in",
                vessels,
                "--score",
                "a",
                "--score",
                "b",
                "--cluster",
                "patient",
                "--method",
                "bca",
                "--resamples",
                "200");
        assertEquals(test.get("difference"), bca.get("estimate"));
    }

    @Test
    void readersAreAnalysedByBothMethods() throws IOException {
        JsonNode or = json("mrmc", "--in", readings, "--covariance", "jackknife");
        JsonNode dbm = json("mrmc", "--in", readings, "--method", "dbm");
        assertEquals("with", or.at("/tests/0").asText());
        assertEquals(40, or.get("cases").asInt());
        assertEquals(or.get("p_value").asDouble(), dbm.get("p_value").asDouble(), 1e-9);
        assertEquals(
                or.get("p_value").asDouble(), or.at("/differences/0/p_value").asDouble(), 1e-12);
        JsonNode fixed = json("mrmc", "--in", readings, "--population", "fixed-readers");
        assertTrue(fixed.get("df_error").asDouble() > 1e300);
        JsonNode specificity = json("mrmc", "--in", readings, "--measure", "specificity", "--threshold", "0.7");
        assertEquals(20, specificity.get("cases").asInt());
        JsonNode size =
                json("sample-size", "readers", "--in", readings, "--readers", "6", "--effect", "0.1", "--power", "0.8");
        assertTrue(size.get("power").asDouble() >= 0.8);
    }

    @Test
    void readingsThatContradictEachOtherAreRefused() throws IOException {
        Path twice = folder.resolve("twice.csv");
        Files.writeString(twice, "test,reader,case,label,rating\na,r,c1,0,1\na,r,c1,0,2\n");
        CommandRun run = CommandRun.of("stats", "mrmc", "--in", twice.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("case c1 has two ratings"), run.err());
        Path both = folder.resolve("both.csv");
        Files.writeString(both, "test,reader,case,label,rating\na,r,c1,0,1\nb,r,c1,1,2\n");
        assertTrue(CommandRun.of("stats", "mrmc", "--in", both.toString()).err().contains("has both labels"));
    }

    @Test
    void decisionsAreComparedWithEveryPValue() throws IOException {
        JsonNode json =
                json("mcnemar", "--in", vessels, "--score", "a", "--score", "b", "--threshold", "1", "--margin", "0.2");
        JsonNode sensitivity = json.get("sensitivity");
        assertTrue(sensitivity.get("p_mid").asDouble()
                <= sensitivity.get("p_exact").asDouble());
        assertTrue(sensitivity.at("/tango/0").asDouble()
                <= sensitivity.get("difference").asDouble());
        assertTrue(json.at("/precision/p_value").asDouble() <= 1);
        JsonNode clustered = json(
                "mcnemar", "--in", vessels, "--score", "a", "--score", "b", "--threshold", "1", "--cluster", "patient");
        assertEquals(sensitivity.get("difference"), clustered.at("/sensitivity/difference"));
        assertTrue(clustered.at("/sensitivity/p_noninferiority").isMissingNode());
        JsonNode newcombe = json("unpaired-proportions", "--first", "56/70", "--second", "48/80");
        assertEquals(0.0524, newcombe.get("ci_low").asDouble(), 5e-5);
        assertEquals(
                2,
                CommandRun.of("stats", "unpaired-proportions", "--first", "56", "--second", "48/80")
                        .exitCode());
    }

    @Test
    void aMarginIsTestedForVesselsOfPatientsAndForReaders() throws IOException {
        JsonNode decisions = json(
                "mcnemar",
                "--in",
                vessels,
                "--score",
                "a",
                "--score",
                "b",
                "--threshold",
                "1",
                "--cluster",
                "patient",
                "--margin",
                "0.1");
        assertOneSided(decisions.get("sensitivity"), "difference", new NormalDistribution(), 0.1);
        JsonNode readers = json("mrmc", "--in", readings, "--margin", "0.05");
        JsonNode difference = readers.at("/differences/0");
        assertOneSided(
                difference, "estimate", new TDistribution(difference.get("df").asDouble()), 0.05);
    }

    /** The p-value against the margin follows from estimate and interval. */
    private static void assertOneSided(JsonNode json, String estimate, RealDistribution distribution, double margin) {
        assertEquals(margin, json.get("margin").asDouble());
        double half = json.get("ci_high").asDouble() - json.get(estimate).asDouble();
        double error = half / distribution.inverseCumulativeProbability(0.975);
        double t = (json.get(estimate).asDouble() + margin) / error;
        assertEquals(
                1 - distribution.cumulativeProbability(t),
                json.get("p_noninferiority").asDouble(),
                1e-9);
        assertTrue(json.get("p_equivalence").asDouble()
                >= json.get("p_noninferiority").asDouble());
    }

    @Test
    void curvesProbabilitiesAndRatersAreReachable() throws IOException {
        JsonNode partial = json(
                "partial-auc", "--in", vessels, "--score", "a", "--score", "b", "--from", "0.7", "--resamples", "100");
        assertEquals(
                partial.at("/values/0").asDouble() - partial.at("/values/1").asDouble(),
                partial.get("estimate").asDouble(),
                1e-12);
        assertTrue(json("sensitivity-at", "--in", vessels, "--score", "a", "--resamples", "100")
                        .get("estimate")
                        .asDouble()
                > 0);
        assertTrue(json("precision-recall", "--in", vessels, "--score", "a")
                        .get("average_precision")
                        .asDouble()
                > 0.3);
        assertTrue(json("binormal", "--in", vessels, "--score", "a").get("auc").asDouble() > 0.5);
        assertTrue(json("venkatraman", "--in", vessels, "--score", "a", "--score", "b", "--permutations", "50")
                        .get("p_value")
                        .asDouble()
                <= 1);
        JsonNode calibration = json("calibration", "--in", vessels, "--probability", "pa", "--at", "0.5");
        assertTrue(calibration.at("/smoothed/ici").asDouble() >= 0);
        assertEquals(1, calibration.at("/regression/belt").size());
        assertEquals(
                2,
                json(
                                "decision-curve",
                                "--in",
                                vessels,
                                "--probability",
                                "pa",
                                "--threshold",
                                "0.2",
                                "--threshold",
                                "0.4")
                        .get("points")
                        .size());
        CommandRun nri = run("reclassification", "--in", vessels, "--probability", "pa", "--probability", "pb");
        assertTrue(nri.err().contains("prefer the difference of areas"), nri.err());
        JsonNode kappa = json("kappa", "--in", vessels, "--rater", "r1", "--rater", "r2", "--weights", "quadratic");
        assertTrue(kappa.get("kappa").asDouble() > kappa.at("/fleiss/value").asDouble());
        assertTrue(json("kappa", "--in", vessels, "--rater", "r1", "--rater", "r2", "--rater", "r3")
                        .at("/ac1/value")
                        .asDouble()
                < 1);
        assertTrue(json("icc", "--in", vessels, "--rater", "r1", "--rater", "r2")
                        .at("/agreement_single/value")
                        .asDouble()
                > 0.5);
        assertEquals(
                90,
                json("bland-altman", "--in", vessels, "--x", "a", "--y", "b")
                        .get("subjects")
                        .asInt());
        assertEquals(
                90,
                json("signed-rank", "--in", vessels, "--x", "a", "--y", "b")
                        .get("pairs")
                        .asInt());
        assertEquals(
                2,
                json("kruskal-wallis", "--in", readings, "--group", "reader", "--value", "rating")
                        .get("df")
                        .asInt());
    }

    @Test
    void manyScoresAreComparedAndTheBestIsCorrected() throws IOException {
        JsonNode pairs = json(
                "pairwise-delong",
                "--in",
                vessels,
                "--score",
                "a",
                "--score",
                "b",
                "--score",
                "r1",
                "--cluster",
                "patient",
                "--adjust",
                "none");
        assertEquals(3, pairs.get("pairs").size());
        assertEquals(2, pairs.get("df").asInt());
        JsonNode one = json("delong", "--in", vessels, "--score", "a", "--score", "b", "--cluster", "patient");
        assertEquals(one.get("p_value").asDouble(), pairs.at("/pairs/0/p_value").asDouble(), 1e-12);
        assertEquals(one.at("/auc/0"), pairs.at("/areas/0/auc"));
        JsonNode independent = json("pairwise-delong", "--in", vessels, "--score", "a", "--score", "b");
        assertEquals(
                json("delong", "--in", vessels, "--score", "a", "--score", "b")
                        .get("p_value")
                        .asDouble(),
                independent.get("p_value").asDouble(),
                1e-9);
        JsonNode best = json("best-model", "--in", vessels, "--score", "a", "--score", "b", "--resamples", "200");
        assertEquals("a", best.get("best").asText());
        assertTrue(
                best.get("corrected_auc").asDouble() <= best.get("apparent_auc").asDouble());
        assertEquals(
                1, best.at("/selected/a").asDouble() + best.at("/selected/b").asDouble(), 1e-12);
        assertEquals(
                2,
                CommandRun.of("stats", "best-model", "--in", vessels, "--score", "a")
                        .exitCode());
    }

    @Test
    void aPerfectAreaIsWarnedOf() throws IOException {
        String perfect = Files.writeString(
                        folder.resolve("perfect.csv"), "label,a,b\n0,1,1\n0,2,3\n0,2,2\n1,3,2\n1,4,5\n1,4,3\n")
                .toString();
        for (String[] args : new String[][] {
            {"auc", "--in", perfect, "--score", "a"},
            {"bootstrap", "--in", perfect, "--score", "a", "--resamples", "50"},
            {"delong", "--in", perfect, "--score", "a", "--score", "b"}
        }) {
            assertTrue(run(args).err().startsWith("warning: an area is 1.0"), args[0]);
        }
        assertEquals("", run("auc", "--in", perfect, "--score", "b").err());
    }

    @Test
    void groupsAreComparedByEstimatesAndByCounts() throws IOException {
        String groups = Files.writeString(
                        folder.resolve("sites.csv"), "auc,variance,x,n\n.8,.001,30,40\n.7,.002,25,45\n.62,.004,9,10\n")
                .toString();
        JsonNode areas = json("homogeneity", "--in", groups, "--estimate", "auc", "--variance", "variance");
        assertEquals(7.942857142857149, areas.get("statistic").asDouble(), 1e-12);
        JsonNode counts = json("homogeneity", "--in", groups, "--successes", "x", "--trials", "n");
        assertEquals(0.044023139985151685, counts.get("p_value").asDouble(), 1e-12);
        assertEquals(
                2,
                CommandRun.of("stats", "homogeneity", "--in", groups, "--estimate", "auc")
                        .exitCode());
        assertEquals(
                1,
                CommandRun.of("stats", "homogeneity", "--in", groups, "--successes", "auc", "--trials", "n")
                        .exitCode());
    }

    @Test
    void predictiveValuesAreGivenAtAPrevalenceAndCalibrationForClusters() throws IOException {
        JsonNode confusion =
                json("confusion", "--in", vessels, "--score", "a", "--threshold", "1", "--prevalence", "0.1");
        assertTrue(confusion.at("/at_prevalence/precision").asDouble()
                < confusion.get("precision").asDouble());
        assertTrue(confusion.at("/at_prevalence/npv_interval/0").asDouble()
                < confusion.at("/at_prevalence/npv").asDouble());
        JsonNode alone = json("calibration", "--in", vessels, "--probability", "pa");
        JsonNode clustered = json("calibration", "--in", vessels, "--probability", "pa", "--cluster", "patient");
        assertEquals(alone.at("/regression/slope"), clustered.at("/regression/slope"));
        assertTrue(!alone.at("/regression/in_the_large_error").equals(clustered.at("/regression/in_the_large_error")));
    }

    @Test
    void sampleSizesAreRoundedUp() throws IOException {
        JsonNode difference = json(
                "sample-size",
                "auc-difference",
                "--first",
                "0.7",
                "--second",
                "0.8",
                "--diseased-correlation",
                "0.5",
                "--healthy-correlation",
                "0.5");
        assertEquals(98, difference.get("diseased").asInt());
        JsonNode clustered = json(
                "sample-size",
                "proportion",
                "--proportion",
                "0.9",
                "--width",
                "0.1",
                "--cluster-size",
                "3",
                "--cluster-correlation",
                "0.5");
        assertEquals(2, clustered.get("design_effect").asDouble());
        assertEquals(
                259,
                json(
                                "sample-size",
                                "paired-proportion",
                                "--first-only",
                                "0.175",
                                "--second-only",
                                "0.075",
                                "--power",
                                "0.9")
                        .get("subjects")
                        .asInt());
        assertEquals(
                255,
                json(
                                "sample-size",
                                "auc-difference",
                                "--first",
                                "0.8",
                                "--second",
                                "0.8",
                                "--diseased-correlation",
                                "0.5",
                                "--healthy-correlation",
                                "0.5",
                                "--margin",
                                "0.05")
                        .get("diseased")
                        .asInt());
        assertEquals(
                134,
                json(
                                "sample-size",
                                "paired-proportion",
                                "--first-only",
                                "0.1",
                                "--second-only",
                                "0.1",
                                "--margin",
                                "0.1")
                        .get("subjects")
                        .asInt());
        assertTrue(json("sample-size", "auc", "--auc", "0.8", "--against", "0.7")
                        .get("diseased")
                        .asInt()
                > 50);
        assertEquals(2, CommandRun.of("stats", "sample-size").exitCode());
        assertEquals(
                2,
                CommandRun.of("stats", "sample-size", "proportion", "--proportion", "0.9")
                        .exitCode());
    }

    @Test
    void everyCommandAcceptsJson() {
        for (CommandLine command :
                new CommandLine(new StatsCommand()).getSubcommands().values()) {
            if (command.getSubcommands().isEmpty()) {
                assertTrue(command.getCommandSpec().optionsMap().containsKey("--json"), command.getCommandName());
            }
        }
    }
}
