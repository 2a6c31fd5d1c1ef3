package io.github.spectcad.study.comparison;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.stats.ClusteredProportion;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.stats.McNemarTest;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.Metrics;
import io.github.spectcad.study.evaluation.PatientProfile;
import java.util.List;
import java.util.stream.IntStream;

/** The expert readers, as if they were a model, beside a model, on the patients who were read, as in the paper's Table 5. */
public final class ReaderComparison {
    private final LabelledPredictions readers;
    private final Thresholds readersThresholds;
    private final boolean scored;
    private final LabelledPredictions predicted;
    private final Thresholds thresholds;
    private final Evaluator evaluator;

    private ReaderComparison(
            LabelledPredictions readers,
            boolean scored,
            LabelledPredictions predicted,
            Thresholds thresholds,
            Evaluator evaluator) {
        this.readers = readers;
        this.readersThresholds = scored ? SummedScores.ABNORMAL : Thresholds.HALF;
        this.scored = scored;
        this.predicted = predicted;
        this.thresholds = thresholds;
        this.evaluator = evaluator;
    }

    static ReaderComparison of(
            List<PatientProfile> patients, Model model, LabelledPredictions predicted, Evaluator evaluator) {
        boolean scored = patients.stream().noneMatch(p -> p.summedScores().isEmpty());
        LabelledPredictions readers = new LabelledPredictions(
                Reference.ICA,
                patients.stream().map(p -> scored ? bySum(p) : byLabel(p)).toList(),
                predicted.truth());
        return new ReaderComparison(readers, scored, predicted, model.thresholds(), evaluator);
    }

    private static Prediction bySum(PatientProfile patient) {
        List<Integer> sums = patient.summedScores();
        return SummedScores.rating(patient.id(), sums.get(0), sums.get(1), sums.get(2));
    }

    private static Prediction byLabel(PatientProfile patient) {
        VesselLabels labels = patient.labels(Reference.ER).orElseThrow();
        return new Prediction(patient.id(), labels.lad() ? 1 : 0, labels.rca() ? 1 : 0, labels.lcx() ? 1 : 0);
    }

    /** {@return whether the readers' summed scores are known, not only their labels} */
    public boolean isScored() {
        return scored;
    }

    /** {@return how many patients were read} */
    public int patients() {
        return predicted.patients();
    }

    /**
     * The readers' measures.
     *
     * @param analysis what counts as a case
     * @return the measures
     */
    public Metrics readers(Analysis analysis) {
        return evaluator.evaluate(readers, readersThresholds, analysis);
    }

    /**
     * The model's measures on the same patients.
     *
     * @param analysis what counts as a case
     * @return the measures
     */
    public Metrics model(Analysis analysis) {
        return evaluator.evaluate(predicted, thresholds, analysis);
    }

    /**
     * Model minus readers. Per vessel both tests treat the vessels of a patient as a cluster, after Obuchowski (1997, 1998).
     *
     * @param analysis what counts as a case
     * @param auc difference of the areas
     * @param aucPValue p-value of DeLong's test
     * @param sensitivity difference of the sensitivities
     * @param sensitivityPValue exact p-value of McNemar's test; per vessel that of the difference of clustered proportions
     * @param specificity difference of the specificities
     * @param specificityPValue likewise
     */
    public record Difference(
            Analysis analysis,
            double auc,
            double aucPValue,
            double sensitivity,
            double sensitivityPValue,
            double specificity,
            double specificityPValue) {}

    /**
     * Compares model and readers.
     *
     * @param analysis what counts as a case
     * @return the differences
     */
    public Difference difference(Analysis analysis) {
        int[] labels = predicted.labels(analysis);
        int[] byModel = predicted.decisions(analysis, thresholds);
        int[] byReaders = readers.decisions(analysis, readersThresholds);
        boolean perVessel = analysis == Analysis.PER_VESSEL;
        int[] patients = perVessel
                ? predicted.patientOfCase()
                : IntStream.range(0, labels.length).toArray();
        DeLongTest.Paired areas =
                DeLongTest.withDefaults().test(labels, predicted.scores(analysis), readers.scores(analysis), patients);
        return new Difference(
                analysis,
                areas.difference(),
                areas.pValue(),
                difference(labels, byModel, byReaders, 1),
                perVessel ? clustered(labels, byModel, byReaders, 1, patients) : mcNemar(labels, byModel, byReaders, 1),
                difference(labels, byModel, byReaders, 0),
                perVessel
                        ? clustered(labels, byModel, byReaders, 0, patients)
                        : mcNemar(labels, byModel, byReaders, 0));
    }

    private static double mcNemar(int[] labels, int[] first, int[] second, int label) {
        return McNemarTest.withDefaults()
                .test(of(labels, labels, label), of(labels, first, label), of(labels, second, label))
                .exactPValue();
    }

    private static double clustered(int[] labels, int[] first, int[] second, int label, int[] patients) {
        int[] byFirst = of(labels, right(labels, first), label);
        int[] bySecond = of(labels, right(labels, second), label);
        return ClusteredProportion.difference(byFirst, bySecond, of(labels, patients, label), 0.95)
                .pValue();
    }

    private static int[] right(int[] labels, int[] decisions) {
        return IntStream.range(0, labels.length)
                .map(i -> decisions[i] == labels[i] ? 1 : 0)
                .toArray();
    }

    private static double difference(int[] labels, int[] first, int[] second, int label) {
        int cases = of(labels, labels, label).length;
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                right += (first[i] == label ? 1 : 0) - (second[i] == label ? 1 : 0);
            }
        }
        return (double) right / cases;
    }

    private static int[] of(int[] labels, int[] values, int label) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label)
                .map(i -> values[i])
                .toArray();
    }
}
