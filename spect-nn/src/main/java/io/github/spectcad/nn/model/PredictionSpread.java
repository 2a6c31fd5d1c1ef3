package io.github.spectcad.nn.model;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.graph.DropoutSession;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.SaliencySession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * A prediction with how much it varies between the members of an ensemble, with values dropped as in training, and with maps
 * turned a little. This is the uncertainty of the network about its own output; that its output may be wrong all the same is
 * what calibration and conformal sets measure.
 *
 * <p>Dropout: Gal, Ghahramani: Dropout as a Bayesian approximation, arXiv:1506.02142 (2016); ensembles: Lakshminarayanan et
 * al., arXiv:1612.01474 (2017). All probabilities are calibrated as the model's are.
 *
 * @param prediction what the model predicts
 * @param members what each member of an ensemble predicts; one for a single network
 * @param dropout predictions with dropout; all alike where the network has none
 * @param turned predictions with maps turned by -10, -5, 5 and 10 degrees
 * @since 0.1.0
 */
public record PredictionSpread(
        Prediction prediction, List<Prediction> members, List<Prediction> dropout, List<Prediction> turned) {
    private static final int DROPOUTS = 30;
    private static final List<Double> TURNS = List.of(-10.0, -5.0, 5.0, 10.0);
    private static final double NORMAL_QUANTILE = 1.959963984540054;

    /** Copies the lists. */
    public PredictionSpread {
        Objects.requireNonNull(prediction, "prediction");
        members = List.copyOf(members);
        dropout = List.copyOf(dropout);
        turned = List.copyOf(turned);
    }

    static PredictionSpread of(
            ModelDescription model,
            PatientEncoder encoder,
            Network network,
            PatientStudy patient,
            Prediction prediction) {
        Calibration calibration = model.assurance().calibration();
        List<float[]> inputs = encoder.allocate(1);
        List<Prediction> turned = new ArrayList<>();
        List<Prediction> members = new ArrayList<>();
        int count = model.averaging().members();
        try (SaliencySession session = network.saliency()) {
            for (double angle : TURNS) {
                encoder.encode(List.of(patient.rotated(angle)), inputs);
                turned.add(calibration.apply(prediction(patient, session.logits(inputs), 0)));
            }
            encoder.encode(List.of(patient), inputs);
            float[] logits = session.logits(inputs);
            float[] all = count == 1 ? logits : session.activation(EnsembleNetwork.logitsOfAll(count));
            for (int member = 0; member < count; member++) {
                members.add(calibration.apply(prediction(patient, all, member)));
            }
        }
        List<Prediction> dropout = new ArrayList<>();
        try (DropoutSession session = network.dropout()) {
            for (int seed = 0; seed < DROPOUTS; seed++) {
                dropout.add(calibration.apply(prediction(patient, session.logits(inputs, seed), 0)));
            }
        }
        return new PredictionSpread(prediction, members, dropout, turned);
    }

    private static Prediction prediction(PatientStudy patient, float[] logits, int member) {
        int first = member * VesselTerritory.ORDER.size();
        return new Prediction(
                patient.patientId(), logistic(logits[first]), logistic(logits[first + 1]), logistic(logits[first + 2]));
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double logit(double probability) {
        double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
        return Math.log(p / (1 - p));
    }

    /**
     * An interval of a vessel's probability.
     *
     * @param vessel the vessel
     * @return lower and upper limit: on the logit scale 1.96 standard deviations around the prediction, their variances over
     *     members, dropout and turns added; roughly 95 %
     */
    public List<Double> interval(VesselTerritory vessel) {
        double deviation = Math.sqrt(variance(members, vessel) + variance(dropout, vessel) + variance(turned, vessel));
        double centre = logit(prediction.probability(vessel));
        return List.of(logistic(centre - NORMAL_QUANTILE * deviation), logistic(centre + NORMAL_QUANTILE * deviation));
    }

    /**
     * The standard deviation of a vessel's logit over some predictions.
     *
     * @param predictions {@link #members}, {@link #dropout} or {@link #turned}
     * @param vessel the vessel
     * @return the deviation; 0 for one prediction
     */
    public static double deviation(List<Prediction> predictions, VesselTerritory vessel) {
        return Math.sqrt(variance(predictions, vessel));
    }

    private static double variance(List<Prediction> predictions, VesselTerritory vessel) {
        double[] logits = predictions.stream()
                .mapToDouble(p -> logit(p.probability(vessel)))
                .toArray();
        if (logits.length < 2) {
            return 0;
        }
        double mean = DoubleStream.of(logits).average().orElseThrow();
        return DoubleStream.of(logits).map(x -> (x - mean) * (x - mean)).sum() / (logits.length - 1);
    }
}
