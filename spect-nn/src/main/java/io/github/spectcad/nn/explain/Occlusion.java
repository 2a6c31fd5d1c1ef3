package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.layer.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * By how much the logit falls when a part of one map gets the mean uptake of the rest of that map: parts whose own uptake
 * speaks for disease, such as perfusion defects, are bright. Rest and stress are occluded one after the other. A part's
 * fall is divided by its number of pixels, so that parts of different size compare and the sum over a part is its fall.
 * Parts are cut from the disc inscribed in the map. Takes one forward pass for each part of each map.
 *
 * <p>Zeiler, Fergus: Visualizing and understanding convolutional networks. ECCV 2014,
 * <a href="https://doi.org/10.1007/978-3-319-10590-1_53">doi:10.1007/978-3-319-10590-1_53</a>, who paint parts grey.
 */
abstract class Occlusion implements SaliencyMethod {
    /** No part: the pixel lies outside the disc. */
    static final int OUTSIDE = -1;

    /** For each pixel of a square map, row-major, the number of the part it belongs to, from 0, or {@link #OUTSIDE}. */
    abstract int[] parts(int pixels);

    @Override
    public final List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        List<float[]> saliency = Gradients.zerosLike(inputs, images);
        float whole = session.logits(inputs)[output];
        for (int image = 0; image < images; image++) {
            Shape shape = session.network().inputShapes().get(image);
            int[] parts = parts(shape.width());
            int count = Arrays.stream(parts).max().orElse(OUTSIDE) + 1;
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int part = 0; part < count; part++) {
                    int own = part;
                    long size = Arrays.stream(parts).filter(p -> p == own).count();
                    if (size == 0) {
                        continue;
                    }
                    int index = image;
                    float[] occluded = occluded(inputs.get(image), channel * parts.length, parts, part);
                    List<float[]> changed =
                            Gradients.withImages(inputs, images, (i, values) -> i == index ? occluded : values);
                    float fall = whole - session.logits(changed)[output];
                    spread(fall / size, saliency.get(image), channel * parts.length, parts, part);
                }
            }
        }
        return Gradients.positive(saliency);
    }

    private static float[] occluded(float[] image, int offset, int[] parts, int part) {
        double sum = 0;
        int others = 0;
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] != OUTSIDE && parts[i] != part) {
                sum += image[offset + i];
                others++;
            }
        }
        float[] copy = image.clone();
        for (int i = 0; i < parts.length && others > 0; i++) {
            if (parts[i] == part) {
                copy[offset + i] = (float) (sum / others);
            }
        }
        return copy;
    }

    private static void spread(float value, float[] image, int offset, int[] parts, int part) {
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == part) {
                image[offset + i] = value;
            }
        }
    }
}
