package io.github.spectcad.stats.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.AucSampleSize;
import io.github.spectcad.stats.AveragedRocCurve;
import io.github.spectcad.stats.BestModelBootstrap;
import io.github.spectcad.stats.BlandAltman;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.CalibrationSlope;
import io.github.spectcad.stats.CohenKappa;
import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.stats.DecisionCurve;
import io.github.spectcad.stats.Influence;
import io.github.spectcad.stats.MarginTest;
import io.github.spectcad.stats.ObuchowskiRockette;
import io.github.spectcad.stats.PairedProportions;
import io.github.spectcad.stats.ProbabilityScore;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.stats.ReaderMeasure;
import io.github.spectcad.stats.ReaderStudy;
import io.github.spectcad.stats.Recalibration;
import io.github.spectcad.stats.ResamplingPlan;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.RocCurve.Axis;
import io.github.spectcad.stats.SpiegelhalterTest;
import io.github.spectcad.stats.Statistic;
import io.github.spectcad.stats.ThresholdCriterion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/statistics.md: each is compiled and run here, and its results are those the page shows. */
class StatisticsGuideTest {

    private static final int[] LABELS = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
    private static final double[] FIRST = {
        .05, .12, .20, .22, .31, .38, .45, .62, .35, .48, .55, .66, .71, .80, .88, .93
    };
    private static final double[] SECOND = {
        .15, .10, .42, .20, .55, .30, .60, .35, .25, .50, .33, .70, .58, .64, .45, .90
    };
    private static final int[] PATIENTS = {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void everySnippetOfThePageIsTheSourceThatRunsHere() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/github/spectcad/stats/guide/StatisticsGuideTest.java"));
        List<String> here = new ArrayList<>();
        Matcher snippets =
                Pattern.compile("// snippet\\n(.*?)\\n *// end", Pattern.DOTALL).matcher(source);
        while (snippets.find()) {
            here.add(snippets.group(1).stripIndent().strip());
        }
        List<String> there = new ArrayList<>();
        Matcher blocks = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/statistics.md")));
        while (blocks.find()) {
            there.add(blocks.group(1).strip());
        }
        assertFalse(there.isEmpty());
        assertEquals(String.join("\n---\n", here), String.join("\n---\n", there));
    }

    @Test
    void howGoodIsOneModel() {
        int[] labels = LABELS;
        double[] scores = FIRST;
        // snippet
        Auc auc = Auc.of(labels, scores); // 0.922
        var interval = auc.interval(0.95); // 0.660 to 0.986
        // end
        assertEquals(0.921875, auc.value(), 1e-12);
        assertEquals(0.660, interval.lower(), 5e-4);
        assertEquals(0.986, interval.upper(), 5e-4);
    }

    @Test
    void whichOfTwoModels() {
        int[] labels = LABELS;
        double[] first = FIRST;
        double[] second = SECOND;
        // snippet
        var test = DeLongTest.withDefaults().test(labels, first, second);
        double difference = test.difference(); // 0.141
        double p = test.pValue(); // 0.159
        boolean proven = test.reject(0.05); // false
        // end
        assertEquals(0.140625, difference, 1e-12);
        assertEquals(0.159, p, 5e-4);
        assertFalse(proven);
    }

    @Test
    void whenVesselsBelongToPatients() {
        int[] labels = LABELS;
        double[] first = FIRST;
        double[] second = SECOND;
        int[] patients = PATIENTS;
        // snippet
        Auc perVessel = Auc.of(labels, first, patients);
        var clustered = DeLongTest.withDefaults().test(labels, first, second, patients);
        double[] influence = Influence.clusterAucDifference(labels, first, second, patients);
        var resampled = Bootstrap.of(ResamplingPlan.cluster(patients, 2000, 1))
                .aucDifference(labels, first, second)
                .bca(0.95, influence);
        // end
        assertEquals(8, perVessel.positives());
        assertEquals(0.140625, clustered.difference(), 1e-12);
        assertTrue(resampled.contains(clustered.difference()));
    }

    @Test
    void doesTheReaderImproveWithTheModel() {
        int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        double[][][] ratings = {
            { // with the model: three readers
                {1, 2, 1, 3, 2, 2, 4, 5, 3, 5, 4, 5},
                {2, 1, 1, 2, 3, 1, 3, 5, 4, 4, 5, 5},
                {1, 1, 2, 2, 1, 3, 5, 4, 2, 5, 5, 4}
            },
            { // without it
                {1, 3, 2, 3, 2, 2, 3, 5, 2, 4, 3, 5},
                {2, 2, 1, 4, 3, 1, 3, 4, 3, 4, 5, 4},
                {2, 1, 2, 3, 1, 3, 4, 3, 2, 5, 4, 4}
            }
        };
        // snippet
        var study = ReaderStudy.of(ReaderMeasure.AUC, labels, ratings);
        var analysis = ObuchowskiRockette.withDefaults().test(study);
        var gain = analysis.differences().get(0); // first test minus second: with minus without
        double mean = gain.estimate(); // 0.102
        double p = gain.pValue(); // 0.079
        // end
        assertEquals(0.102, mean, 5e-4);
        assertEquals(0.079, p, 5e-4);
    }

    @Test
    void howGoodAreDecisions() {
        int[] labels = LABELS;
        double[] first = FIRST;
        double[] second = SECOND;
        // snippet
        var counts = ConfusionMatrix.at(labels, first, 0.5);
        double sensitivity = counts.sensitivity(); // 0.75
        var wilson = counts.sensitivityInterval(ProportionInterval.WILSON, 0.95); // 0.41 to 0.93

        int[] rightByFirst = new int[labels.length];
        int[] rightBySecond = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            rightByFirst[i] = (first[i] >= 0.5 ? 1 : 0) == labels[i] ? 1 : 0;
            rightBySecond[i] = (second[i] >= 0.5 ? 1 : 0) == labels[i] ? 1 : 0;
        }
        var pairs = PairedProportions.of(rightByFirst, rightBySecond);
        double exact = pairs.mcNemar().exactPValue(); // 0.688
        var tango = pairs.tangoInterval(0.95); // -0.19 to 0.42
        // end
        assertEquals(0.75, sensitivity);
        assertEquals(0.41, wilson.lower(), 5e-3);
        assertEquals(0.93, wilson.upper(), 5e-3);
        assertEquals(0.688, exact, 5e-4);
        assertEquals(-0.19, tango.lower(), 5e-3);
        assertEquals(0.42, tango.upper(), 5e-3);
    }

    @Test
    void isTheNewModelNotWorse() {
        int[] labels = LABELS;
        double[] first = FIRST;
        double[] second = SECOND;
        // snippet
        var test = DeLongTest.withDefaults().test(labels, first, second);
        double error = Math.sqrt(test.varianceOfDifference());
        var claim = MarginTest.nonInferiority(0.05);
        double p = claim.test(test.difference(), error).pValue(); // 0.028
        // end
        assertEquals(0.028, p, 5e-4);
    }

    @Test
    void howGoodAtHighSpecificity() {
        int[] labels = LABELS;
        double[] first = FIRST;
        double[] second = SECOND;
        // snippet
        Statistic a = Statistic.ofCurve(labels, first, c -> c.partialAuc(Axis.SPECIFICITY, 0.8, 1));
        Statistic b = Statistic.ofCurve(labels, second, c -> c.partialAuc(Axis.SPECIFICITY, 0.8, 1));
        var plan = ResamplingPlan.stratified(labels, 2000, 1); // seed 1: the same resamples, always
        var difference = Bootstrap.of(plan).run(a.minus(b));
        var interval = difference.bca(0.95, Influence.stratifiedJackknife(labels, a.minus(b)));
        // end
        assertTrue(interval.contains(difference.estimate()));
    }

    @Test
    void whichThresholdIsBest() {
        int[] labels = LABELS;
        double[] first = FIRST;
        // snippet
        var curve = RocCurve.of(labels, first);
        var youden = curve.optimalPoints(ThresholdCriterion.youden());
        double threshold = youden.get(0).threshold(); // 0.465
        var costly = curve.optimalPoints(ThresholdCriterion.costWeighted(30, 0.1)); // a miss costs thirty false alarms
        var resamples = ResamplingPlan.ordinary(labels.length, 2000, 1);
        var average = AveragedRocCurve.bootstrap(resamples, labels, first, new double[] {0.8, 0.9}, 0.95);
        // end
        assertEquals(0.465, threshold, 1e-12);
        assertTrue(costly.get(0).threshold() < threshold);
        assertTrue(average.points().get(0).band().contains(curve.sensitivityAt(0.8)));
    }

    @Test
    void howScoresBecomeProbabilities() {
        int[] labels = LABELS;
        double[] first = FIRST;
        // snippet
        var map = Recalibration.platt(labels, first);
        double probability = map.apply(0.6); // 0.67
        // end
        assertEquals(0.6717, probability, 5e-5);
    }

    @Test
    void areTheProbabilitiesRight() {
        int[] labels = LABELS;
        double[] probabilities = SECOND;
        // snippet
        var slope = CalibrationSlope.of(labels, probabilities);
        var brier = ProbabilityScore.brier(labels, probabilities);
        var interval = brier.interval(0.95);
        double p = SpiegelhalterTest.withDefaults().test(labels, probabilities).pValue();
        var benefit =
                DecisionCurve.of(labels, probabilities, new double[] {0.2}).get(0);
        // end
        assertTrue(slope.slope() > 0);
        assertTrue(interval.contains(brier.value()));
        assertTrue(p > 0 && p <= 1);
        assertTrue(benefit.netBenefit() >= benefit.treatAll());
    }

    @Test
    void doRatersAgree() {
        int[] firstReader = {0, 1, 2, 2, 1, 0, 3, 3, 2, 1};
        int[] secondReader = {0, 1, 1, 2, 1, 1, 3, 2, 2, 1};
        double[] firstMeter = {494, 395, 516, 434, 476, 557};
        double[] secondMeter = {512, 430, 520, 428, 500, 600};
        // snippet
        var kappa =
                CohenKappa.withDefaults().with(CohenKappa.Weights.QUADRATIC).of(firstReader, secondReader, 4); // 0.82
        var limits = BlandAltman.of(firstMeter, secondMeter); // bias -19.7
        // end
        assertEquals(0.82, kappa.kappa(), 5e-3);
        assertEquals(-19.7, limits.bias(), 0.05);
    }

    @Test
    void whatIsTheBestOfManyWorth() {
        int[] labels = LABELS;
        double[][] models = {FIRST, SECOND};
        // snippet
        var plan = ResamplingPlan.stratified(labels, 2000, 1);
        var best = BestModelBootstrap.of(plan, labels, models);
        double apparent = best.apparentAuc(); // 0.922
        double corrected = best.correctedAuc(); // lower: the selection is repeated on each resample
        // end
        assertEquals(0.921875, apparent, 1e-12);
        assertTrue(corrected < apparent);
    }

    @Test
    void howManyPatients() {
        // snippet
        var correlation = new AucSampleSize.ScoreCorrelation(0.5, 0.5);
        var design = AucSampleSize.pairedDifference(0.8, 0.7, correlation).withRatio(2);
        double diseased = Math.ceil(design.diseasedSubjects(0.9)); // 99
        double healthy = Math.ceil(design.healthySubjects(0.9)); // 197
        // end
        assertEquals(197, healthy);
        assertEquals(99, diseased);
    }
}
