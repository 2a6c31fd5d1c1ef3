package io.github.spectcad.study.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientRule;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.stats.ReaderMeasure;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultiReaderComparisonTest {
    private static final int PATIENTS = 80;

    private static Cohort cohort() {
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < PATIENTS; i++) {
            patients.add(PatientStudy.builder("p" + i)
                    .angiography(Angiography.ofLabels(new VesselLabels(i % 2 == 0, i % 4 == 0, false)))
                    .build());
        }
        return Cohort.of(patients);
    }

    /** Readers who err in three of ten patients, with the model in one of ten. */
    private static List<Reading> readings(int readers) {
        SplittableRandom random = new SplittableRandom(3);
        List<Reading> readings = new ArrayList<>();
        for (int r = 0; r < readers; r++) {
            for (int i = 0; i < PATIENTS; i++) {
                for (ReadingCondition condition : ReadingCondition.values()) {
                    double errors = condition == ReadingCondition.WITH ? 0.1 : 0.3;
                    boolean lad = (i % 2 == 0) != (random.nextDouble() < errors);
                    boolean rca = (i % 4 == 0) != (random.nextDouble() < errors);
                    readings.add(new Reading(
                            "reader " + r,
                            "p" + i,
                            condition,
                            new VesselLabels(lad, rca, false),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
                }
            }
        }
        return readings;
    }

    @Test
    void readersWhoDoBetterWithTheModelAreFoundTo() {
        MultiReaderComparison comparison =
                MultiReaderComparison.of(readings(4), cohort(), Reference.ICA, Optional.empty());
        assertEquals(PATIENTS, comparison.cases());
        assertEquals(0, comparison.leftOut());
        assertFalse(comparison.ordinal());
        assertEquals(
                List.of(Analysis.LAD, Analysis.RCA, Analysis.PER_PATIENT),
                comparison.results().stream()
                        .map(MultiReaderComparison.Result::analysis)
                        .toList());
        MultiReaderComparison.Result lad = comparison.results().get(0);
        MultiReaderComparison.Measure auc = lad.measures().get(0);
        assertEquals(ReaderMeasure.AUC, auc.measure());
        var difference = auc.analysis().orElseThrow().differences().get(0);
        assertTrue(difference.estimate() < -0.1 && difference.pValue() < 0.05, difference.toString());
        assertEquals(2 * 6 + 4, lad.agreement().size());
        assertEquals(4, lad.paired().size());
        // the area of decisions is the mean of sensitivity and specificity
        double sensitivity = lad.measures().get(1).values().get(0).get(2);
        double specificity = lad.measures().get(2).values().get(0).get(2);
        assertEquals((sensitivity + specificity) / 2, auc.values().get(0).get(2), 1e-12);
    }

    @Test
    void patientsThatNotAllReadAreLeftOut() {
        List<Reading> readings = new ArrayList<>(readings(2));
        readings.removeIf(
                reading -> reading.patientId().equals("p7") && reading.reader().equals("reader 1"));
        MultiReaderComparison comparison =
                MultiReaderComparison.of(readings, cohort(), Reference.ICA, Optional.empty());
        assertEquals(PATIENTS - 1, comparison.cases());
        assertEquals(1, comparison.leftOut());
        readings.removeIf(reading ->
                reading.reader().equals("reader 1") && !reading.patientId().equals("p7"));
        assertEquals(
                PATIENTS,
                MultiReaderComparison.of(readings, cohort(), Reference.ICA, Optional.empty())
                        .cases());
        assertThrows(
                IllegalArgumentException.class,
                () -> MultiReaderComparison.of(readings, cohort(), Reference.ER, Optional.empty()));
    }

    @Test
    void aReaderWhoNeverReadWithTheModelIsNamed() {
        List<Reading> readings = new ArrayList<>(readings(2));
        readings.removeIf(reading ->
                reading.condition() == ReadingCondition.WITH && reading.reader().equals("reader 1"));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> MultiReaderComparison.of(readings, cohort(), Reference.ICA, Optional.empty()));
        assertTrue(refused.getMessage().contains("'reader 1' has no reading with the model"), refused.getMessage());
    }

    @Test
    void aRuleForScoresIsRefusedWhereThereAreNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> MultiReaderComparison.of(
                        readings(2), cohort(), Reference.ICA, Optional.of(PatientRule.ANY_VESSEL)));
    }

    /** The readings with stress scores that are not always in line with the decisions. */
    private static List<Reading> scored(List<Reading> readings) {
        SplittableRandom random = new SplittableRandom(5);
        List<Reading> scored = new ArrayList<>();
        for (Reading reading : readings) {
            int[] scores = new int[17];
            scores[0] = random.nextInt(5);
            scores[1] = reading.diseased().lad() ? 3 : 0;
            scores[3] = reading.diseased().rca() ? 4 : random.nextInt(3);
            scored.add(new Reading(
                    reading.reader(),
                    reading.patientId(),
                    reading.condition(),
                    reading.diseased(),
                    Optional.of(SegmentScores.of(scores)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return scored;
    }

    /** The tables of `spect readers` and of `spect compare --readings` must agree. */
    @Test
    void readersHaveTheSameFiguresBesideAModelAsAmongEachOther() {
        List<Reading> readings = scored(readings(2));
        MultiReaderComparison among = MultiReaderComparison.of(readings, cohort(), Reference.ICA, Optional.empty());
        ReadingComparison beside = ReadingComparison.of(
                "model",
                LabelledPredictions.of(
                        cohort().patients().stream()
                                .map(patient -> new Prediction(patient.patientId(), 0.5, 0.5, 0.5))
                                .toList(),
                        cohort(),
                        Reference.ICA),
                Thresholds.HALF,
                readings);
        for (MultiReaderComparison.Result result : among.results()) {
            for (int reader = 0; reader < 2; reader++) {
                int summed = reader;
                int without = 2 + reader;
                int with = 5 + reader;
                var sums = measures(beside.raters().get(summed), result.analysis());
                assertEquals(
                        sums.auc().value(),
                        result.measures().get(0).values().get(0).get(reader),
                        1e-12);
                for (int condition = 0; condition < 2; condition++) {
                    var decisions = measures(beside.raters().get(condition == 0 ? without : with), result.analysis());
                    assertEquals(
                            decisions.sensitivity().value(),
                            result.measures().get(1).values().get(condition).get(reader),
                            1e-12);
                    assertEquals(
                            decisions.specificity().value(),
                            result.measures().get(2).values().get(condition).get(reader),
                            1e-12);
                }
            }
        }
    }

    private static Metrics measures(ReadingComparison.Rater rater, Analysis analysis) {
        return Evaluator.withDefaults().evaluate(rater.data(), rater.thresholds(), analysis);
    }
}
