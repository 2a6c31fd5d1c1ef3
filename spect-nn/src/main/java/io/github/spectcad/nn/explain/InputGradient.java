package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;

/**
 * The positive part of the gradient of the logit with respect to the pixels, {@code input-gradient}: what the authors
 * of the paper released. Bright pixels are those where more uptake would raise the probability of disease.
 *
 * <p>Simonyan, Vedaldi, Zisserman: Deep inside convolutional networks. arXiv:1312.6034 (2013), who take absolute values:
 * see {@link AbsoluteGradient}.
 */
public final class InputGradient implements SaliencyMethod {
    /** The id of this method. */
    public static final String ID = "input-gradient";

    /** For the service loader. */
    public InputGradient() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        return Gradients.positive(Gradients.of(session, inputs, images, output));
    }
}
