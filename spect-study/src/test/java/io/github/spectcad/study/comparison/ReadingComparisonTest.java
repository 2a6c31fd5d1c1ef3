package io.github.spectcad.study.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.study.comparison.ReadingComparison.Rater;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingComparisonTest {
    private static final VesselLabels LAD = new VesselLabels(true, false, false);
    private static final VesselLabels NONE = new VesselLabels(false, false, false);
    private static final LabelledPredictions MODEL = new LabelledPredictions(
            Reference.ICA,
            List.of(
                    new Prediction("a", 0.9, 0.1, 0.1),
                    new Prediction("b", 0.8, 0.1, 0.1),
                    new Prediction("c", 0.2, 0.1, 0.1),
                    new Prediction("d", 0.7, 0.1, 0.1)),
            List.of(LAD, LAD, NONE, NONE));

    private static Reading reading(String reader, String patient, ReadingCondition condition, boolean lad) {
        return new Reading(
                reader,
                patient,
                condition,
                new VesselLabels(lad, false, false),
                Optional.of(scores(lad ? 4 : 3)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** One segment of the LAD alone. */
    private static SegmentScores scores(int score) {
        int[] scores = new int[17];
        scores[0] = score;
        return SegmentScores.of(scores);
    }

    private static List<Reading> readings(String... patients) {
        List<Reading> readings = new ArrayList<>();
        for (String patient : patients) {
            readings.add(reading("R", patient, ReadingCondition.WITHOUT, patient.equals("a")));
            readings.add(reading("R", patient, ReadingCondition.WITH, !patient.equals("c")));
        }
        return readings;
    }

    @Test
    void ratersStandInTheOrderOfThePapersTable() {
        ReadingComparison compared =
                ReadingComparison.of("net", MODEL, Thresholds.HALF, readings("d", "c", "b", "a", "elsewhere"));
        assertEquals(
                List.of("R, summed scores", "R without the model", "net", "R with the model"),
                compared.raters().stream().map(Rater::name).toList());
        assertEquals(4, compared.patients());
    }

    @Test
    void measuresAreThoseOfTheDecisions() {
        ReadingComparison compared = ReadingComparison.of("net", MODEL, Thresholds.HALF, readings("a", "b", "c", "d"));
        double[][] sensitivityAndSpecificity = {{0.5, 1}, {0.5, 1}, {1, 0.5}, {1, 0.5}};
        for (int i = 0; i < sensitivityAndSpecificity.length; i++) {
            Rater rater = compared.raters().get(i);
            var metrics = Evaluator.withDefaults().evaluate(rater.data(), rater.thresholds(), Analysis.LAD);
            assertEquals(sensitivityAndSpecificity[i][0], metrics.sensitivity().value(), rater.name());
            assertEquals(sensitivityAndSpecificity[i][1], metrics.specificity().value(), rater.name());
        }
    }

    @Test
    void allRateThePatientsWhoWereReadByAllInEveryCondition() {
        List<Reading> readings = readings("a", "b", "c");
        readings.add(reading("S", "b", ReadingCondition.WITH, true));
        readings.add(reading("S", "c", ReadingCondition.WITH, true));
        ReadingComparison compared = ReadingComparison.of("net", MODEL, Thresholds.HALF, readings);
        assertEquals(2, compared.patients());
        assertTrue(compared.raters().stream().allMatch(rater -> rater.data().patients() == 2));
        List<Reading> none = readings("a");
        none.add(reading("S", "b", ReadingCondition.WITH, true));
        assertThrows(IllegalArgumentException.class, () -> ReadingComparison.of("net", MODEL, Thresholds.HALF, none));
    }

    @Test
    void theSimulatedReaderTakesTheModelsSideOnlyInDoubt() {
        List<Prediction> predictions = new ArrayList<>();
        List<PatientStudy> patients = new ArrayList<>();
        for (int score : new int[] {1, 2, 4}) {
            patients.add(PatientStudy.builder("p" + score)
                    .expertReading(ExpertReading.ofScores(scores(score), TerritoryMap.standard()))
                    .build());
            predictions.add(new Prediction("p" + score, score == 4 ? 0.1 : 0.9, 0, 0));
        }
        List<Boolean> withModel = SimulatedReadings.of(patients, predictions, Thresholds.HALF).stream()
                .filter(reading -> reading.condition() == ReadingCondition.WITH)
                .map(reading -> reading.diseased().lad())
                .toList();
        assertEquals(List.of(false, true, false), withModel);
    }
}
