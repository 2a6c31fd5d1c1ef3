package io.github.spectcad.study.trust;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.baseline.LogisticRegression;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Several models of any kind as one. Safe for concurrent use as its members are; closing it closes them.
 *
 * <p>Networks of one kind are better averaged within one model file (folds and seeds of a training).
 *
 * @since 0.1.0
 */
public final class ModelEnsemble implements CadClassifier {
    private static final double RIDGE = 1;

    private final List<CadClassifier> members;
    private final Combination combination;
    private final Thresholds thresholds;

    /** Makes one probability from those of the members. */
    private interface Combination {
        double of(VesselTerritory vessel, double[] probabilities);
    }

    private ModelEnsemble(List<CadClassifier> members, Combination combination, Thresholds thresholds) {
        this.members = members;
        this.combination = combination;
        this.thresholds = thresholds;
    }

    /**
     * The mean of the members' probabilities, decided at the mean of their thresholds.
     *
     * @param members at least one; they belong to the ensemble from now on
     * @return the ensemble
     * @throws IllegalArgumentException if there is none, or they take maps of different sizes
     */
    public static ModelEnsemble mean(List<CadClassifier> members) {
        List<CadClassifier> models = checked(members);
        double[] t = new double[VesselTerritory.ORDER.size()];
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            t[vessel.ordinal()] = models.stream()
                    .mapToDouble(model -> model.thresholds().of(vessel))
                    .average()
                    .orElseThrow();
        }
        return new ModelEnsemble(
                models, (vessel, p) -> Arrays.stream(p).average().orElseThrow(), new Thresholds(t[0], t[1], t[2]));
    }

    /**
     * The mean of the members' ranks: the share of reference patients to whom a member gives less, half of those to whom it
     * gives the same. It ranks patients and is no probability of disease.
     *
     * @param members at least one; they belong to the ensemble from now on
     * @param reference patients to rank among and to choose thresholds on (Youden), on whom no member was trained
     * @param labels their labels
     * @return the ensemble
     * @throws IllegalArgumentException if there is no member or patient, the numbers differ, or members take maps of different
     *     sizes
     */
    public static ModelEnsemble rankMean(
            List<CadClassifier> members, List<PatientStudy> reference, List<VesselLabels> labels) {
        List<CadClassifier> models = checked(members);
        List<List<Prediction>> known = predictions(models, reference, labels);
        Combination ranks = (vessel, p) -> IntStream.range(0, p.length)
                .mapToDouble(m -> rank(known.get(m), vessel, p[m]))
                .average()
                .orElseThrow();
        return withYouden(models, ranks, known, labels);
    }

    private static double rank(List<Prediction> known, VesselTerritory vessel, double p) {
        double below = 0;
        for (Prediction prediction : known) {
            double other = prediction.probability(vessel);
            below += other < p ? 1 : other == p ? 0.5 : 0;
        }
        return below / known.size();
    }

    /**
     * Stacking: for each vessel a ridge logistic regression (ridge {@value #RIDGE}) on the logits of the members (Wolpert 1992,
     * <a href="https://doi.org/10.1016/S0893-6080(05)80023-1">doi:10.1016/S0893-6080(05)80023-1</a>).
     *
     * @param members at least one; they belong to the ensemble from now on
     * @param validation patients to learn the weights from and to choose thresholds on (Youden), on whom no member was trained
     * @param labels their labels
     * @return the ensemble; a vessel of one class gets the members' mean
     * @throws IllegalArgumentException if there is no member or patient, the numbers differ, or members take maps of different
     *     sizes
     */
    public static ModelEnsemble stacked(
            List<CadClassifier> members, List<PatientStudy> validation, List<VesselLabels> labels) {
        List<CadClassifier> models = checked(members);
        List<List<Prediction>> known = predictions(models, validation, labels);
        LogisticRegression[] fits = new LogisticRegression[VesselTerritory.ORDER.size()];
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            boolean[] y = new boolean[labels.size()];
            double[][] rows = new double[labels.size()][];
            for (int i = 0; i < y.length; i++) {
                int patient = i;
                y[i] = labels.get(i).isPositive(vessel);
                rows[i] = known.stream()
                        .mapToDouble(of -> logit(of.get(patient).probability(vessel)))
                        .toArray();
            }
            long diseased =
                    labels.stream().filter(label -> label.isPositive(vessel)).count();
            fits[vessel.ordinal()] =
                    diseased == 0 || diseased == y.length ? null : LogisticRegression.fit(rows, y, RIDGE);
        }
        Combination stack = (vessel, p) -> fits[vessel.ordinal()] == null
                ? Arrays.stream(p).average().orElseThrow()
                : fits[vessel.ordinal()].probability(
                        Arrays.stream(p).map(ModelEnsemble::logit).toArray());
        return withYouden(models, stack, known, labels);
    }

    private static double logit(double probability) {
        double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
        return Math.log(p / (1 - p));
    }

    private static ModelEnsemble withYouden(
            List<CadClassifier> models,
            Combination combination,
            List<List<Prediction>> known,
            List<VesselLabels> labels) {
        ModelEnsemble undecided = new ModelEnsemble(models, combination, Thresholds.HALF);
        LabelledPredictions combined = new LabelledPredictions(Reference.ICA, undecided.combined(known), labels);
        return new ModelEnsemble(models, combination, YoudenThresholds.of(combined));
    }

    private static List<List<Prediction>> predictions(
            List<CadClassifier> models, List<PatientStudy> patients, List<VesselLabels> labels) {
        if (patients.isEmpty() || patients.size() != labels.size()) {
            throw new IllegalArgumentException("there are " + patients.size() + " patients and " + labels.size()
                    + " labels: give at least one patient and a label each");
        }
        return models.stream().map(model -> model.classify(patients)).toList();
    }

    private static List<CadClassifier> checked(List<CadClassifier> members) {
        List<CadClassifier> models = List.copyOf(Objects.requireNonNull(members, "members"));
        if (models.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least one model");
        }
        long sizes = models.stream()
                .map(CadClassifier::pixels)
                .filter(OptionalInt::isPresent)
                .distinct()
                .count();
        if (sizes > 1) {
            throw new IllegalArgumentException("the models of an ensemble take maps of different sizes: "
                    + models.stream().map(CadClassifier::pixels).toList());
        }
        return models;
    }

    @Override
    public OptionalInt pixels() {
        return members.stream()
                .map(CadClassifier::pixels)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    @Override
    public Set<PerfusionState> states() {
        Set<PerfusionState> states = EnumSet.noneOf(PerfusionState.class);
        members.forEach(member -> states.addAll(member.states()));
        return states;
    }

    @Override
    public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
        return combined(
                members.stream().map(member -> member.classify(patients, gate)).toList());
    }

    private List<Prediction> combined(List<List<Prediction>> all) {
        List<Prediction> combined = new ArrayList<>();
        for (int i = 0; i < all.get(0).size(); i++) {
            int patient = i;
            double[] p = new double[VesselTerritory.ORDER.size()];
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                p[vessel.ordinal()] = combination.of(
                        vessel,
                        all.stream()
                                .mapToDouble(of -> of.get(patient).probability(vessel))
                                .toArray());
            }
            combined.add(new Prediction(all.get(0).get(i).patientId(), p[0], p[1], p[2]));
        }
        return combined;
    }

    @Override
    public Thresholds thresholds() {
        return thresholds;
    }

    @Override
    public void close() {
        members.forEach(CadClassifier::close);
    }
}
