package io.github.spectcad.study.comparison;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        List<String> ids =
                predictions.predictions().stream().map(Prediction::patientId).toList();
        CommonReadings common = CommonReadings.of(readings, ids);
        LabelledPredictions model = only(predictions, common.patients());
        List<Rater> raters = new ArrayList<>();
        for (String reader : common.readers()) {
            common.of(reader, ReadingCondition.WITHOUT)
                    .filter(read ->
                            read.stream().allMatch(reading -> reading.stress().isPresent()))
                    .ifPresent(read -> raters.add(new Rater(
                            reader + ", summed scores",
                            rated(model, read, ReadingComparison::sums),
                            SummedScores.ABNORMAL,
                            true)));
        }
        addDecisions(raters, common, ReadingCondition.WITHOUT, model);
        raters.add(new Rater(name, model, thresholds, true));
        addDecisions(raters, common, ReadingCondition.WITH, model);
        return new ReadingComparison(raters);
    }

    /** {@return how many patients every rater has rated} */
    public int patients() {
        return raters.get(0).data().patients();
    }

    private static LabelledPredictions only(LabelledPredictions data, List<String> patients) {
        Set<String> chosen = Set.copyOf(patients);
        int[] places = IntStream.range(0, data.patients())
                .filter(i -> chosen.contains(data.predictions().get(i).patientId()))
                .toArray();
        return new LabelledPredictions(
                data.reference(),
                IntStream.of(places).mapToObj(data.predictions()::get).toList(),
                IntStream.of(places).mapToObj(data.truth()::get).toList());
    }

    private static void addDecisions(
            List<Rater> raters, CommonReadings common, ReadingCondition condition, LabelledPredictions model) {
        for (String reader : common.readers()) {
            common.of(reader, condition)
                    .ifPresent(read -> raters.add(new Rater(
                            reader + " " + condition.id() + " the model",
                            rated(model, read, ReadingComparison::decisions),
                            Thresholds.HALF,
                            false)));
        }
    }

    private static LabelledPredictions rated(
            LabelledPredictions model, List<Reading> read, Function<Reading, Prediction> rating) {
        return new LabelledPredictions(
                model.reference(), read.stream().map(rating).toList(), model.truth());
    }

    private static Prediction sums(Reading reading) {
        return SummedScores.rating(reading.patientId(), reading.stress().orElseThrow());
    }

    private static Prediction decisions(Reading reading) {
        VesselLabels diseased = reading.diseased();
        return new Prediction(
                reading.patientId(), diseased.lad() ? 1 : 0, diseased.rca() ? 1 : 0, diseased.lcx() ? 1 : 0);
    }
}
