package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Cnn1;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.fusion.LateFusion;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.SaliencySession;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SaliencyMethod} has to keep. Extend it and give the method. Needs a native backend to run.
 *
 * @since 0.1.0
 */
public abstract class SaliencyMethodContract extends ProviderContract<SaliencyMethod> {
    private static final int PIXELS = 16;
    private static final int VESSELS = 3;

    /** For subclasses. */
    protected SaliencyMethodContract() {
        super(SaliencyMethod.class);
    }

    /** {@return the method under test} */
    protected abstract SaliencyMethod method();

    @Override
    final SaliencyMethod provider() {
        return method();
    }

    @Override
    final ProviderCatalog<SaliencyMethod> catalog() {
        return SaliencyMethods.load();
    }

    /** What is checked of a method on a network. */
    private interface Check {
        void run(SaliencySession session, List<float[]> inputs, int images);
    }

    private static void on(boolean blind, Check check) {
        FusionStrategy fusion = new LateFusion();
        try (Network network = new NetworkSpec("cnn1", fusion.id(), PIXELS, new HeadSpec(8, 0, 0, 4))
                        .assemble(new Cnn1(), fusion, 3);
                SaliencySession session = network.saliency()) {
            if (blind) { // to the images: the first kernels are 0
                String first = network.parameters().get(0).name();
                network.setParameter(first, new float[network.parameterValues(first).length]);
            }
            List<float[]> inputs = GradientCheck.inputs(network, 1, new SplittableRandom(5));
            for (int i = 0; i < fusion.inputs().size(); i++) {
                float[] image = inputs.get(i);
                for (int k = 0; k < image.length; k++) {
                    image[k] = Math.abs(image[k]); // maps lie in [0, 1]
                }
            }
            check.run(session, inputs, fusion.inputs().size());
        }
    }

    /** One array for each image, of its size, finite and at least 0. */
    @Test
    public final void attributionsAreShapedAsTheImagesFiniteAndAtLeastZero() {
        on(false, (session, inputs, images) -> {
            for (int vessel = 0; vessel < VESSELS; vessel++) {
                List<float[]> saliency = method().attribute(session, inputs, images, vessel);
                assertEquals(images, saliency.size(), "attribute() must return one array per image");
                for (int i = 0; i < images; i++) {
                    assertEquals(inputs.get(i).length, saliency.get(i).length, "values of image " + i);
                    for (float value : saliency.get(i)) {
                        assertTrue(
                                value >= 0 && value <= Float.MAX_VALUE,
                                "saliency is " + value + ": must be finite and at least 0");
                    }
                }
            }
        });
    }

    /** The same arguments give the same attribution, also after others. */
    @Test
    public final void attributionsAreRepeatable() {
        on(false, (session, inputs, images) -> {
            List<float[]> first = copy(method().attribute(session, inputs, images, 0));
            method().attribute(session, inputs, images, 2);
            List<float[]> again = method().attribute(session, inputs, images, 0);
            for (int i = 0; i < images; i++) {
                assertArrayEquals(
                        first.get(i), again.get(i), "attribute() must return the same for the same arguments");
            }
        });
    }

    /** The inputs are not changed. */
    @Test
    public final void inputsAreLeftAlone() {
        on(false, (session, inputs, images) -> {
            List<float[]> before = copy(inputs);
            method().attribute(session, inputs, images, 1);
            for (int i = 0; i < inputs.size(); i++) {
                assertArrayEquals(before.get(i), inputs.get(i), "input " + i + " was changed");
            }
        });
    }

    /** Vessels differ: what is attributed follows from the logit asked for. */
    @Test
    public final void attributionsDependOnTheVessel() {
        on(false, (session, inputs, images) -> {
            float[] lad = copy(method().attribute(session, inputs, images, 0)).get(0);
            float[] rca = method().attribute(session, inputs, images, 1).get(0);
            assertFalse(Arrays.equals(lad, rca), "LAD and RCA get the same attribution");
        });
    }

    /** A network that does not look at the images has nothing to attribute to them. */
    @Test
    public final void aNetworkBlindToTheImagesGivesZero() {
        on(true, (session, inputs, images) -> {
            for (float[] saliency : method().attribute(session, inputs, images, 0)) {
                for (float value : saliency) {
                    assertEquals(0, value, 1e-6, "a network that does not look at the images got an attribution");
                }
            }
        });
    }

    private static List<float[]> copy(List<float[]> arrays) {
        return arrays.stream().map(float[]::clone).toList();
    }
}
