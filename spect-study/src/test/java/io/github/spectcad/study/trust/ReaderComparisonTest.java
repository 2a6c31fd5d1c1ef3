package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientRule;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.stats.ReaderMeasure;
import io.github.spectcad.study.evaluation.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReaderComparisonTest {
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
                            Optional.empty()));
                }
            }
        }
        return readings;
    }

    @Test
    void readersWhoDoBetterWithTheModelAreFoundTo() {
        ReaderComparison comparison = ReaderComparison.of(readings(4), cohort(), Reference.ICA, PatientRule.ANY_VESSEL);
        assertEquals(PATIENTS, comparison.cases());
        assertEquals(0, comparison.leftOut());
        assertFalse(comparison.ordinal());
        assertEquals(
                List.of(Analysis.LAD, Analysis.RCA, Analysis.PER_PATIENT),
                comparison.results().stream()
                        .map(ReaderComparison.Result::analysis)
                        .toList());
        ReaderComparison.Result lad = comparison.results().get(0);
        ReaderComparison.Measure auc = lad.measures().get(0);
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
        ReaderComparison comparison = ReaderComparison.of(readings, cohort(), Reference.ICA, PatientRule.ANY_VESSEL);
        assertEquals(PATIENTS - 1, comparison.cases());
        assertEquals(1, comparison.leftOut());
        readings.removeIf(reading ->
                reading.reader().equals("reader 1") && !reading.patientId().equals("p7"));
        assertEquals(
                PATIENTS,
                ReaderComparison.of(readings, cohort(), Reference.ICA, PatientRule.ANY_VESSEL)
                        .cases());
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderComparison.of(readings, cohort(), Reference.ER, PatientRule.ANY_VESSEL));
    }
}
