package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;

/**
 * The positive part of pixel times mean gradient along the straight way from inputs of 0 to the patient's,
 * {@code integrated-gradients}, by the midpoint rule. Before the positive part is taken, the attributions sum to the logit
 * minus that of inputs of 0, which are empty maps or, where maps are standardised, average ones: the rule starts with
 * {@value #FEWEST_STEPS} steps and trebles them, up to {@value #MOST_STEPS}, until the sum is that difference within
 * {@value #COMPLETENESS} of it, or of {@value #SMALL} where it is smaller.
 *
 * <p>Sundararajan, Taly, Yan: Axiomatic attribution for deep networks. arXiv:1703.01365 (2017).
 */
public final class IntegratedGradients implements SaliencyMethod {
    static final double COMPLETENESS = 0.01;
    private static final int FEWEST_STEPS = 30;
    private static final int MOST_STEPS = 270;

    /** Of the tolerance; what is left of it is for rounding. */
    private static final double CLOSE_ENOUGH = 0.9;

    /** A difference of logits that changes no probability by more than half a percent. */
    static final double SMALL = 0.02;

    /** For the service loader. */
    public IntegratedGradients() {}

    @Override
    public String id() {
        return "integrated-gradients";
    }

    @Override
    public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        return Gradients.positive(signed(session, inputs, images, output));
    }

    static List<float[]> signed(SaliencySession session, List<float[]> inputs, int images, int output) {
        double change = session.logits(inputs)[output] - session.logits(at(0, inputs, images))[output];
        List<double[]> sums = inputs.subList(0, images).stream()
                .map(i -> new double[i.length])
                .toList();
        int steps = FEWEST_STEPS;
        for (int step = 0; step < steps; step++) {
            addGradients((step + 0.5) / steps, sums, session, inputs, images, output);
        }
        double tolerance = COMPLETENESS * Math.max(SMALL, Math.abs(change));
        while (steps < MOST_STEPS && !(Math.abs(total(sums, inputs) / steps - change) <= CLOSE_ENOUGH * tolerance)) {
            for (int step = 0; step < steps; step++) { // the middle third of each step is summed already
                addGradients((step + 1 / 6.0) / steps, sums, session, inputs, images, output);
                addGradients((step + 5 / 6.0) / steps, sums, session, inputs, images, output);
            }
            steps *= 3;
        }
        List<float[]> attributions = Gradients.zerosLike(inputs, images);
        for (int i = 0; i < images; i++) {
            for (int j = 0; j < inputs.get(i).length; j++) {
                attributions.get(i)[j] = (float) (sums.get(i)[j] / steps * inputs.get(i)[j]);
            }
        }
        return attributions;
    }

    private static void addGradients(
            double fraction,
            List<double[]> sums,
            SaliencySession session,
            List<float[]> inputs,
            int images,
            int output) {
        List<float[]> gradients = Gradients.of(session, at(fraction, inputs, images), images, output);
        for (int i = 0; i < images; i++) {
            for (int j = 0; j < sums.get(i).length; j++) {
                sums.get(i)[j] += gradients.get(i)[j];
            }
        }
    }

    private static double total(List<double[]> sums, List<float[]> inputs) {
        double total = 0;
        for (int i = 0; i < sums.size(); i++) {
            for (int j = 0; j < sums.get(i).length; j++) {
                total += sums.get(i)[j] * inputs.get(i)[j];
            }
        }
        return total;
    }

    /** The inputs at a fraction of the way; the clinical features are the patient's all along. */
    private static List<float[]> at(double fraction, List<float[]> inputs, int images) {
        return Gradients.withImages(inputs, images, (image, values) -> {
            float[] copy = new float[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (float) (fraction * values[i]);
            }
            return copy;
        });
    }
}
