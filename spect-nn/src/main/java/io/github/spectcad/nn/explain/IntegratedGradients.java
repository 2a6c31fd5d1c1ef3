package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;

/**
 * The positive part of pixel times mean gradient along the straight way from inputs of 0 to the patient's,
 * {@code integrated-gradients}, by the midpoint rule with {@value #STEPS} steps. Before the positive part is taken, the
 * attributions sum to the logit minus that of inputs of 0, which are empty maps or, where maps are standardised, average ones, up to the error of the rule.
 *
 * <p>Sundararajan, Taly, Yan: Axiomatic attribution for deep networks. arXiv:1703.01365 (2017).
 */
public final class IntegratedGradients implements SaliencyMethod {
    private static final int STEPS = 50;

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
        List<float[]> attributions = Gradients.zerosLike(inputs, images);
        for (int step = 0; step < STEPS; step++) {
            double fraction = (step + 0.5) / STEPS;
            List<float[]> between = Gradients.withImages(inputs, images, (i, values) -> scaled(values, fraction));
            Gradients.addScaled(attributions, Gradients.of(session, between, images, output), 1.0 / STEPS);
        }
        for (int i = 0; i < images; i++) {
            for (int j = 0; j < inputs.get(i).length; j++) {
                attributions.get(i)[j] *= inputs.get(i)[j];
            }
        }
        return attributions;
    }

    private static float[] scaled(float[] values, double factor) {
        float[] copy = new float[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) (factor * values[i]);
        }
        return copy;
    }
}
