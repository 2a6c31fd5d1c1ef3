package io.github.spectcad.nn.explain;

import io.github.spectcad.core.spi.SpectProvider;
import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;

/** A way to attribute a prediction to the pixels of the maps. Holds no state, safe for concurrent use. */
public interface SaliencyMethod extends SpectProvider {
    /**
     * Attributes one logit.
     *
     * @param session computes logits and gradients of the network
     * @param inputs the patient's inputs: image inputs {@code [channel, row, column]} first, then, where the network takes
     *     them, the clinical features; not to be changed
     * @param images number of image inputs
     * @param output which logit: 0 LAD, 1 RCA, 2 LCX
     * @return for each image input the saliency of its values, shaped as it; finite and at least 0; the same for the same
     *     arguments
     */
    List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output);
}
