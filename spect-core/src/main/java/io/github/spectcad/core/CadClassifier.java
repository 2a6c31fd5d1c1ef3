package io.github.spectcad.core;

import java.util.List;

/**
 * A trained model that predicts disease of the three coronary arteries. Research use only, not for diagnosis.
 *
 * <p>Implementations are safe for concurrent use.
 */
public interface CadClassifier extends AutoCloseable {
    /**
     * Predicts for several patients.
     *
     * @param patients the patients, each with the maps the model takes and known clinical features
     * @return one prediction a patient, in the same order
     * @throws IllegalArgumentException if a patient lacks what the model needs, naming patient and what is missing
     */
    List<Prediction> classify(List<PatientStudy> patients);

    /**
     * Predicts for one patient.
     *
     * @param patient the patient
     * @return the prediction
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    default Prediction classify(PatientStudy patient) {
        return classify(List.of(patient)).get(0);
    }

    /** {@return the decision thresholds of the model} */
    Thresholds thresholds();

    @Override
    void close();
}
