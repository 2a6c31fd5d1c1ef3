package io.github.spectcad.study.comparison;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A simulated reader of simulated patients, without a model and with it: an example of a reader study, and no evidence of
 * what readers do.
 *
 * <p>Without the model the reader is the one whose stress scores and labels the patients have. With it the reader takes the
 * model's side where the own summed score of a vessel lies within {@value #DOUBT} of the limit, and keeps to the own
 * decision elsewhere.
 *
 * @since 0.1.0
 */
public final class SimulatedReadings {
    /** How far from the limit a summed score leaves the reader in doubt. */
    public static final int DOUBT = 2;

    private static final String READER = "simulated reader";

    private SimulatedReadings() {}

    /**
     * The readings.
     *
     * @param patients the patients; those without stress scores are not read
     * @param predictions one prediction for each patient, in the same order
     * @param thresholds from which probability the model calls a vessel diseased
     * @return for each patient who is read a reading without the model and one with it, the same for the same arguments
     */
    public static List<Reading> of(List<PatientStudy> patients, List<Prediction> predictions, Thresholds thresholds) {
        if (patients.size() != predictions.size()) {
            throw new IllegalArgumentException("there are " + patients.size() + " patients and " + predictions.size()
                    + " predictions: give one each");
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < patients.size(); i++) {
            Prediction prediction = predictions.get(i);
            Optional<ExpertReading> read = patients.get(i)
                    .expertReading()
                    .filter(reading -> reading.stressScores().isPresent());
            read.ifPresent(reading -> {
                readings.add(reading(prediction, ReadingCondition.WITHOUT, reading.labels(), reading));
                readings.add(
                        reading(prediction, ReadingCondition.WITH, helped(reading, prediction, thresholds), reading));
            });
        }
        return List.copyOf(readings);
    }

    private static Reading reading(
            Prediction prediction, ReadingCondition condition, VesselLabels diseased, ExpertReading read) {
        return new Reading(
                READER,
                prediction.patientId(),
                condition,
                diseased,
                read.stressScores(),
                Optional.empty(),
                condition == ReadingCondition.WITH ? Optional.of(prediction) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static VesselLabels helped(ExpertReading read, Prediction prediction, Thresholds thresholds) {
        VesselLabels model = thresholds.decide(prediction);
        SegmentScores scores = read.stressScores().orElseThrow();
        return new VesselLabels(
                helped(VesselTerritory.LAD, read, scores, model),
                helped(VesselTerritory.RCA, read, scores, model),
                helped(VesselTerritory.LCX, read, scores, model));
    }

    private static boolean helped(
            VesselTerritory vessel, ExpertReading read, SegmentScores scores, VesselLabels model) {
        int sum = scores.sum(vessel, TerritoryMap.standard());
        return Math.abs(sum - ExpertReading.ABNORMAL_SUM) <= DOUBT
                ? model.isPositive(vessel)
                : read.labels().isPositive(vessel);
    }
}
