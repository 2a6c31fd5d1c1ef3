package io.github.spectcad.nn.explain;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.List;

/**
 * A patient as the network takes it, with its saliency: images {@code [channel, row, column]} of one width.
 *
 * @param inputs the network's inputs
 * @param images number of image inputs
 * @param output the explained logit
 * @param method the method
 * @param pixels width and height
 * @param saliency by the trained network, one array for each image
 */
record PatientSaliency(
        List<float[]> inputs, int images, int output, SaliencyMethod method, int pixels, List<float[]> saliency) {
    static PatientSaliency of(TrainedModel model, PatientStudy patient, int output, SaliencyMethod method) {
        List<float[]> inputs = model.encoder().allocate(1);
        model.encoder().encode(List.of(patient), inputs);
        int images = model.encoder().images().size();
        try (SaliencySession session = model.saliencySession()) {
            return new PatientSaliency(
                    inputs,
                    images,
                    output,
                    method,
                    model.description().training().network().pixels(),
                    method.attribute(session, inputs, images, output));
        }
    }

    /** The saliency by a network with other weights. */
    List<float[]> by(SaliencySession session) {
        return method.attribute(session, inputs, images, output);
    }

    /** For each place of an image {@code [channel, row, column]} whether its pixel lies in the disc. */
    boolean[] inside(int image) {
        Disc disc = Disc.inscribed(pixels);
        boolean[] inside = new boolean[inputs.get(image).length];
        for (int i = 0; i < inside.length; i++) {
            int pixel = i % (pixels * pixels);
            inside[i] = disc.relativeRadius(pixel % pixels, Math.floorDiv(pixel, pixels)) <= 1;
        }
        return inside;
    }
}
