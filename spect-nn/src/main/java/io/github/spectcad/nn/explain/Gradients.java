package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.ArrayList;
import java.util.List;

/** What the gradient methods share. */
final class Gradients {
    private Gradients() {}

    /** d logit / d pixel for each image input. */
    static List<float[]> of(SaliencySession session, List<float[]> inputs, int images, int output) {
        session.logits(inputs);
        return session.gradients(output).subList(0, images);
    }

    /** Makes new image inputs from the old ones. */
    interface Images {
        float[] at(int image, float[] values);
    }

    /** The inputs with changed images; the clinical features stay. */
    static List<float[]> withImages(List<float[]> inputs, int images, Images change) {
        List<float[]> changed = new ArrayList<>(inputs);
        for (int i = 0; i < images; i++) {
            changed.set(i, change.at(i, inputs.get(i)));
        }
        return changed;
    }

    static List<float[]> zerosLike(List<float[]> inputs, int images) {
        List<float[]> zeros = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            zeros.add(new float[inputs.get(i).length]);
        }
        return zeros;
    }

    static void addScaled(List<float[]> sums, List<float[]> terms, double factor) {
        for (int i = 0; i < sums.size(); i++) {
            for (int j = 0; j < sums.get(i).length; j++) {
                sums.get(i)[j] += (float) (factor * terms.get(i)[j]);
            }
        }
    }

    /** Values below 0 become 0. */
    static List<float[]> positive(List<float[]> values) {
        for (float[] image : values) {
            for (int i = 0; i < image.length; i++) {
                image[i] = Math.max(0, image[i]);
            }
        }
        return values;
    }
}
