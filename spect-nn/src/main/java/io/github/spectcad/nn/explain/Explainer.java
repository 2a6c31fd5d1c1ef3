package io.github.spectcad.nn.explain;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Explains predictions of a model by saliency. Used by one thread at a time. After the model is closed it explains no more.
 *
 * <pre>{@code
 * try (Explainer explainer = Explainer.of(model)) {
 *     Explanation explanation = explainer.explain(patient);
 * }
 * }</pre>
 */
public final class Explainer implements AutoCloseable {
    private final TrainedModel model;
    private final SaliencySession session;

    private Explainer(TrainedModel model) {
        this.model = model;
        this.session = model.saliencySession();
    }

    /**
     * An explainer.
     *
     * @param model the model
     * @return the explainer, to be closed
     */
    public static Explainer of(TrainedModel model) {
        return new Explainer(Objects.requireNonNull(model, "model"));
    }

    /**
     * Explains the vessel of the highest probability, the first of equals, by the method that {@link SaliencyMethods#defaultFor} gives.
     *
     * @param patient the patient
     * @return the explanation
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    public Explanation explain(PatientStudy patient) {
        Prediction prediction = model.classify(patient);
        return explain(patient, prediction, mostProbable(prediction), SaliencyMethods.defaultFor(model.description()));
    }

    /**
     * Explains one vessel.
     *
     * @param patient the patient
     * @param vessel the vessel
     * @param method the method, for example one of {@link SaliencyMethods#load()}
     * @return the explanation
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    public Explanation explain(PatientStudy patient, VesselTerritory vessel, SaliencyMethod method) {
        return explain(patient, vessel, method, MapGate.refusing());
    }

    /**
     * Explains one vessel of a patient whose maps pass a gate.
     *
     * @param patient the patient
     * @param vessel the vessel
     * @param method the method
     * @param gate looks at the maps the model takes before anything is computed
     * @return the explanation
     * @throws io.github.spectcad.core.quality.MapRefusedException if the gate refuses a map
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    public Explanation explain(PatientStudy patient, VesselTerritory vessel, SaliencyMethod method, MapGate gate) {
        Objects.requireNonNull(vessel, "vessel");
        return explain(patient, model.classify(List.of(patient), gate).get(0), vessel, method);
    }

    /**
     * The vessel that is explained where none is asked for.
     *
     * @param prediction a prediction
     * @return the vessel of the highest probability, the first of equals
     */
    public static VesselTerritory mostProbable(Prediction prediction) {
        return VesselTerritory.ORDER.stream()
                .max(Comparator.comparingDouble(prediction::probability).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    private Explanation explain(
            PatientStudy patient, Prediction prediction, VesselTerritory vessel, SaliencyMethod method) {
        PatientEncoder encoder = model.encoder();
        List<ImageInput> images = encoder.images();
        List<float[]> inputs = encoder.allocate(1);
        encoder.encode(List.of(patient), inputs);
        List<float[]> attributions = method.attribute(session, inputs, images.size(), vessel.ordinal());
        Map<PerfusionState, PolarMap> maps = new EnumMap<>(PerfusionState.class);
        Map<PerfusionState, float[]> saliency = new EnumMap<>(PerfusionState.class);
        for (int i = 0; i < images.size(); i++) {
            List<PerfusionState> channels = images.get(i).channels();
            int area = attributions.get(i).length / channels.size();
            for (int c = 0; c < channels.size(); c++) {
                float[] channel = Arrays.copyOfRange(attributions.get(i), c * area, (c + 1) * area);
                saliency.merge(channels.get(c), channel, Explainer::sum);
                maps.put(channels.get(c), patient.map(channels.get(c)).orElseThrow());
            }
        }
        return new Explanation(prediction, vessel, method.id(), maps, saliency);
    }

    private static float[] sum(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }

    @Override
    public void close() {
        session.close();
    }
}
