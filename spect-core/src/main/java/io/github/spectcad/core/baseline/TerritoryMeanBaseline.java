package io.github.spectcad.core.baseline;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentGrid;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The simplest sensible model of polar maps, which networks must beat: for each vessel a {@link LogisticRegression} on
 * six features, the mean perfusion of the LAD, RCA and LCX territories in the rest and in the stress map. Takes no clinical
 * features and no parameters but a fixed ridge of 1. Deterministic and immutable. Research use only, not for diagnosis.
 */
public final class TerritoryMeanBaseline implements CadClassifier {
    private static final double RIDGE = 1;

    private final List<LogisticRegression> models;

    private TerritoryMeanBaseline(List<LogisticRegression> models) {
        this.models = List.copyOf(models);
    }

    /**
     * Fits the baseline.
     *
     * @param patients the training patients, each with both maps, of any sizes, and the truth of the reference
     * @param reference which truth to learn
     * @return the fitted baseline
     * @throws IllegalArgumentException if a patient lacks a map or the truth, or a vessel is diseased in all or in none
     */
    public static TerritoryMeanBaseline fit(List<PatientStudy> patients, Reference reference) {
        double[][] features = features(patients);
        List<LogisticRegression> models = new ArrayList<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            boolean[] labels = new boolean[patients.size()];
            for (int i = 0; i < labels.length; i++) {
                PatientStudy patient = patients.get(i);
                labels[i] = patient.truth(reference)
                        .orElseThrow(() -> new IllegalArgumentException("patient " + patient.patientId() + " has no "
                                + reference.id() + " truth to learn from"))
                        .labels()
                        .isPositive(vessel);
            }
            requireBothClasses(labels, vessel);
            models.add(LogisticRegression.fit(features, labels, RIDGE));
        }
        return new TerritoryMeanBaseline(models);
    }

    private static void requireBothClasses(boolean[] labels, VesselTerritory vessel) {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        if (positives == 0 || positives == labels.length) {
            throw new IllegalArgumentException("of " + labels.length + " training patients " + positives
                    + " have a diseased " + vessel + ": some with and some without are needed");
        }
    }

    private static double[][] features(List<PatientStudy> patients) {
        double[][] features = new double[patients.size()][2 * VesselTerritory.ORDER.size()];
        SegmentGrid grid = null;
        for (int i = 0; i < features.length; i++) {
            int column = 0;
            for (PerfusionState state : PerfusionState.values()) {
                PatientStudy patient = patients.get(i);
                PolarMap map = patient.map(state)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "patient " + patient.patientId() + " has no " + state.id() + " map"));
                if (grid == null
                        || grid.pixels() != map.pixels()
                        || !grid.disc().equals(map.disc())) {
                    grid = AhaGeometry.STANDARD.grid(map.pixels(), map.disc());
                }
                for (double mean : grid.territoryMeans(map, TerritoryMap.standard())) {
                    features[i][column++] = mean;
                }
            }
        }
        return features;
    }

    @Override
    public OptionalInt pixels() {
        return OptionalInt.empty();
    }

    @Override
    public Set<PerfusionState> states() {
        return Collections.unmodifiableSet(EnumSet.allOf(PerfusionState.class));
    }

    @Override
    public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
        patients.forEach(patient -> gate.check(patient, states()));
        double[][] features = features(patients);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            predictions.add(new Prediction(
                    patients.get(i).patientId(),
                    models.get(0).probability(features[i]),
                    models.get(1).probability(features[i]),
                    models.get(2).probability(features[i])));
        }
        return List.copyOf(predictions);
    }

    @Override
    public Thresholds thresholds() {
        return Thresholds.HALF;
    }

    /** Nothing to release. */
    @Override
    public void close() {}
}
