package io.github.spectcad.core;

import io.github.spectcad.core.quality.MapGate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A trained model that predicts disease of the three coronary arteries. Research use only, not for diagnosis.
 *
 * <p>Implementations are safe for concurrent use, {@link #close} included: calls under way then end normally, later ones
 * throw {@link IllegalStateException}. {@link io.github.spectcad.core.spi.Lifetime} helps to keep that.
 */
public interface CadClassifier extends AutoCloseable {
    /** {@return rows and columns of the maps it takes; empty if it takes maps of any size} */
    OptionalInt pixels();

    /** {@return the states whose maps it takes, in their order, never empty; maps of other states are not looked at} */
    Set<PerfusionState> states();

    /**
     * Predicts for several patients whose maps pass a gate.
     *
     * @param patients the patients, each with the maps the model takes and known clinical features
     * @param gate looks at the maps the model takes before anything is computed
     * @return one prediction per patient, in the same order
     * @throws io.github.spectcad.core.quality.MapRefusedException if the gate refuses a map
     * @throws IllegalArgumentException if a patient lacks what the model needs, naming patient and what is missing
     * @throws IllegalStateException if the model is closed
     */
    List<Prediction> classify(List<PatientStudy> patients, MapGate gate);

    /**
     * Predicts for several patients; maps with a fault are refused, see {@link MapGate#refusing()}.
     *
     * @param patients the patients, each with the maps the model takes and known clinical features
     * @return one prediction per patient, in the same order
     * @throws io.github.spectcad.core.quality.MapRefusedException if a map has a fault
     * @throws IllegalArgumentException if a patient lacks what the model needs, naming patient and what is missing
     */
    default List<Prediction> classify(List<PatientStudy> patients) {
        return classify(patients, MapGate.refusing());
    }

    /**
     * Predicts for one patient; maps with a fault are refused, see {@link MapGate#refusing()}.
     *
     * @param patient the patient
     * @return the prediction
     * @throws io.github.spectcad.core.quality.MapRefusedException if a map has a fault
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    default Prediction classify(PatientStudy patient) {
        return classify(List.of(patient)).get(0);
    }

    /** {@return the decision thresholds of the model} */
    Thresholds thresholds();

    /** Releases what the model holds, once no call is under way; does not wait. Does nothing the second time. */
    @Override
    void close();
}
