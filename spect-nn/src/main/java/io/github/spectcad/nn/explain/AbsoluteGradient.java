package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;

/**
 * The absolute value of the gradient of the logit with respect to the pixels, {@code absolute-gradient}: pixels the
 * prediction depends on in either direction, perfusion defects among them (arXiv:1312.6034).
 */
public final class AbsoluteGradient implements SaliencyMethod {
    /** For the service loader. */
    public AbsoluteGradient() {}

    @Override
    public String id() {
        return "absolute-gradient";
    }

    @Override
    public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        List<float[]> gradients = Gradients.of(session, inputs, images, output);
        for (float[] image : gradients) {
            for (int i = 0; i < image.length; i++) {
                image[i] = Math.abs(image[i]);
            }
        }
        return gradients;
    }
}
