package io.github.spectcad.study.comparison;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A model and its readers as raters of the same patients: each reader's summed scores, each reader without the model, the
 * model, each reader with the model (the paper's Table 5 and Figure 5).
 *
 * <p>Patients that a reader has not read, or in one condition only where others are, are left out for all raters, so that
 * every rater rates the same ones.
 *
 * @param raters the raters in that order, each with a unique name
 * @since 0.1.0
 */
public record ReadingComparison(List<Rater> raters) {
    /** Copies the list. */
    public ReadingComparison {
        raters = List.copyOf(raters);
    }

    /**
     * Whoever rates the vessels of patients.
     *
     * @param name for people
     * @param data the ratings as values in [0, 1], and the truth
     * @param thresholds from which rating a vessel counts as diseased
     * @param graded whether ratings have more levels than yes and no; if not, the rater is one point of the ROC plane and
     *     the area under the two lines through it is its balanced accuracy
     */
    public record Rater(String name, LabelledPredictions data, Thresholds thresholds, boolean graded) {}

    /**
     * Compares.
     *
     * @param name the model's name
     * @param predictions the model's predictions, and the truth
     * @param thresholds from which probability a vessel counts as diseased
     * @param readings what readers said of these and maybe other patients, at least one
     * @return the raters, on the patients that all readers have read in all conditions that occur
     * @throws IllegalArgumentException if there is no such patient
     */
    public static ReadingComparison of(
            String name, LabelledPredictions predictions, Thresholds thresholds, List<Reading> readings) {
        Map<String, Map<ReadingCondition, Map<String, Reading>>> byReader = new LinkedHashMap<>();
        for (Reading reading : readings) {
            byReader.computeIfAbsent(reading.reader(), reader -> new LinkedHashMap<>())
                    .computeIfAbsent(reading.condition(), condition -> new HashMap<>())
                    .put(reading.patientId(), reading);
        }
        int[] common = IntStream.range(0, predictions.patients())
                .filter(i -> byReader.values().stream()
                        .flatMap(conditions -> conditions.values().stream())
                        .allMatch(read -> read.containsKey(
                                predictions.predictions().get(i).patientId())))
                .toArray();
        if (readings.isEmpty() || common.length == 0) {
            throw new IllegalArgumentException("no patient with a prediction was read by all of "
                    + byReader.keySet().size() + " readers in every condition: give the readings of the same patients");
        }
        LabelledPredictions model = only(predictions, common);
        List<Rater> raters = new ArrayList<>();
        byReader.forEach((reader, conditions) -> addScores(raters, reader, conditions, model));
        byReader.forEach((reader, conditions) ->
                addDecisions(raters, reader, conditions.get(ReadingCondition.WITHOUT), "without the model", model));
        raters.add(new Rater(name, model, thresholds, true));
        byReader.forEach((reader, conditions) ->
                addDecisions(raters, reader, conditions.get(ReadingCondition.WITH), "with the model", model));
        return new ReadingComparison(raters);
    }

    /** {@return how many patients every rater has rated} */
    public int patients() {
        return raters.get(0).data().patients();
    }

    private static LabelledPredictions only(LabelledPredictions data, int[] chosen) {
        return new LabelledPredictions(
                data.reference(),
                IntStream.of(chosen).mapToObj(data.predictions()::get).toList(),
                IntStream.of(chosen).mapToObj(data.truth()::get).toList());
    }

    private static void addScores(
            List<Rater> raters,
            String reader,
            Map<ReadingCondition, Map<String, Reading>> conditions,
            LabelledPredictions model) {
        Map<String, Reading> read = conditions.get(ReadingCondition.WITHOUT);
        if (read == null
                || model.predictions().stream()
                        .anyMatch(p -> read.get(p.patientId()).stress().isEmpty())) {
            return;
        }
        double abnormal = share(ExpertReading.ABNORMAL_SUM);
        raters.add(new Rater(
                reader + ", summed scores",
                rated(model, read, ReadingComparison::sums),
                new Thresholds(abnormal, abnormal, abnormal),
                true));
    }

    private static void addDecisions(
            List<Rater> raters, String reader, Map<String, Reading> read, String how, LabelledPredictions model) {
        if (read != null) {
            raters.add(new Rater(
                    reader + " " + how, rated(model, read, ReadingComparison::decisions), Thresholds.HALF, false));
        }
    }

    private static LabelledPredictions rated(
            LabelledPredictions model, Map<String, Reading> read, Function<Reading, Prediction> rating) {
        return new LabelledPredictions(
                model.reference(),
                model.predictions().stream()
                        .map(prediction -> rating.apply(read.get(prediction.patientId())))
                        .toList(),
                model.truth());
    }

    private static Prediction sums(Reading reading) {
        SegmentScores scores = reading.stress().orElseThrow();
        return new Prediction(
                reading.patientId(),
                share(scores.sum(VesselTerritory.LAD, TerritoryMap.standard())),
                share(scores.sum(VesselTerritory.RCA, TerritoryMap.standard())),
                share(scores.sum(VesselTerritory.LCX, TerritoryMap.standard())));
    }

    private static double share(int sum) {
        return (double) sum / SegmentScores.MAX_SUM;
    }

    private static Prediction decisions(Reading reading) {
        VesselLabels diseased = reading.diseased();
        return new Prediction(
                reading.patientId(), diseased.lad() ? 1 : 0, diseased.rca() ? 1 : 0, diseased.lcx() ? 1 : 0);
    }
}
