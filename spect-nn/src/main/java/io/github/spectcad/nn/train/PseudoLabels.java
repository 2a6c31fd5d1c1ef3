package io.github.spectcad.nn.train;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.quality.MapGate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The labels a teacher gave to patients whose truth no strategy may see. Immutable.
 *
 * @since 0.1.0
 */
public final class PseudoLabels {
    /** No teacher, no labels. */
    public static final PseudoLabels NONE = new PseudoLabels(Map.of());

    private final Map<String, Optional<LabelledPatient>> byId;

    private PseudoLabels(Map<String, Optional<LabelledPatient>> byId) {
        this.byId = Map.copyOf(byId);
    }

    /**
     * Lets a teacher label patients.
     *
     * @param teacher the teacher; not needed afterwards
     * @param patients whom to label
     * @param rule how probabilities become labels
     * @return the labels
     * @throws IllegalArgumentException if a patient lacks what the teacher needs
     */
    public static PseudoLabels of(CadClassifier teacher, List<PatientStudy> patients, PseudoLabelRule rule) {
        Objects.requireNonNull(rule, "rule");
        List<Prediction> predictions = teacher.classify(patients, MapGate.passed());
        Map<String, Optional<LabelledPatient>> byId = new HashMap<>();
        for (int i = 0; i < patients.size(); i++) {
            PatientStudy patient = patients.get(i);
            byId.put(patient.patientId(), rule.label(patient, predictions.get(i), teacher.thresholds()));
        }
        return new PseudoLabels(byId);
    }

    /** {@return how many patients the teacher was asked to label} */
    public int candidates() {
        return byId.size();
    }

    /** {@return how many patients the teacher was sure enough of} */
    public int used() {
        return (int) byId.values().stream().filter(Optional::isPresent).count();
    }

    /**
     * The label of one patient.
     *
     * @param patient a patient the teacher was asked to label
     * @return the patient with labels; empty where the teacher was not sure enough
     * @throws IllegalArgumentException if the teacher was not asked
     */
    public Optional<LabelledPatient> label(PatientStudy patient) {
        Optional<LabelledPatient> label = byId.get(patient.patientId());
        if (label == null) {
            throw new IllegalArgumentException("patient '" + patient.patientId()
                    + "' is to be pseudo-labelled and the teacher has no prediction for it");
        }
        return label;
    }
}
