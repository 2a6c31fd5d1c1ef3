package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.FeatureMap;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;

/**
 * The last feature maps, each weighted by the mean of its gradient and summed, the positive part of it drawn to the size of
 * the polar maps, {@code grad-cam}. It is as coarse as the last feature maps. Where rest and stress are channels of one
 * image, both get the same; where each has a tower of its own, each gets its tower's. Networks of several members give the
 * sum of their members'.
 *
 * <p>Feature maps are weighted whether or not they depend on the pixels, so a network that is blind to the image may still
 * give a map: see {@link ExplanationCheck}.
 *
 * <p>US patent 12,575,801 B2 claims attention maps from gradients at the last convolution layer for polar maps: whoever uses
 * this method for more than research has to clear that.
 *
 * <p>Selvaraju et al.: Grad-CAM: visual explanations from deep networks via gradient-based localization. ICCV 2017,
 * <a href="https://doi.org/10.1109/ICCV.2017.74">doi:10.1109/ICCV.2017.74</a>.
 *
 * @since 0.1.0
 */
public final class GradCam implements SaliencyMethod {
    /** For the service loader. */
    public GradCam() {}

    @Override
    public String id() {
        return "grad-cam";
    }

    @Override
    public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        session.logits(inputs);
        session.gradients(output);
        List<float[]> saliency = Gradients.zerosLike(inputs, images);
        for (FeatureMap map : session.network().lastFeatureMaps()) {
            Shape cells = session.network().layerShape(map.layer());
            float[] cam = cam(session.activation(map.layer()), session.activationGradient(map.layer()), cells);
            for (int image : map.inputs()) {
                if (image < images) {
                    addResized(
                            cam,
                            cells,
                            saliency.get(image),
                            session.network().inputShapes().get(image));
                }
            }
        }
        return saliency;
    }

    /** The positive part of the weighted sum of the channels, {@code [height, width]}, of all copies together. */
    private static float[] cam(float[] activations, float[] gradients, Shape shape) {
        int area = shape.height() * shape.width();
        float[] sum = new float[area];
        for (int map = 0; map < activations.length / area; map++) {
            double weight = 0;
            for (int i = 0; i < area; i++) {
                weight += gradients[map * area + i];
            }
            for (int i = 0; i < area; i++) {
                sum[i] += (float) (weight / area * activations[map * area + i]);
            }
        }
        return Gradients.positive(List.of(sum)).get(0);
    }

    /** Adds a coarse map to every channel of an image, bilinearly, the centres of the corner cells held to the rim. */
    private static void addResized(float[] cam, Shape cells, float[] image, Shape size) {
        int area = size.height() * size.width();
        for (int row = 0; row < size.height(); row++) {
            double y = place(row, size.height(), cells.height());
            for (int column = 0; column < size.width(); column++) {
                float value = bilinear(cam, cells, y, place(column, size.width(), cells.width()));
                for (int channel = 0; channel < size.channels(); channel++) {
                    image[channel * area + row * size.width() + column] += value;
                }
            }
        }
    }

    private static double place(int pixel, int pixels, int cells) {
        return Math.max(0, Math.min(cells - 1, (pixel + 0.5) * cells / pixels - 0.5));
    }

    private static float bilinear(float[] values, Shape shape, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, shape.height() - 1);
        int right = Math.min(left + 1, shape.width() - 1);
        double upper = mix(values[top * shape.width() + left], values[top * shape.width() + right], x - left);
        double lower = mix(values[bottom * shape.width() + left], values[bottom * shape.width() + right], x - left);
        return (float) mix(upper, lower, y - top);
    }

    private static double mix(double a, double b, double share) {
        return a + share * (b - a);
    }
}
