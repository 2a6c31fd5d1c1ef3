package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.MemoryUse;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What every {@link Layer} has to keep. Extend it and give the layer; needs a native backend to run. The layer is put
 * between a convolution (or, for a vector, a dense layer) on each of its inputs and a dense layer on its output.
 *
 * @since 0.1.0
 */
public abstract class LayerContract {
    private static final long SEED = 11;
    private static final int BATCH = 3;
    private static final String LAYER = "layer";

    /** For subclasses. */
    protected LayerContract() {}

    /** {@return the layer under test} */
    protected abstract Layer layer();

    /** {@return shapes of the layer's inputs in the checks, of one copy each; by default one map of 3 x 9 x 7} */
    protected List<Shape> inputs() {
        return List.of(Shape.map(3, 9, 7));
    }

    /** {@return whether training computes what prediction does; false for dropout and batch statistics, by default true} */
    protected boolean trainsAsItPredicts() {
        return true;
    }

    private Tensor build(NetworkBuilder net) {
        List<Shape> shapes = inputs();
        Tensor[] inputs = new Tensor[shapes.size()];
        for (int i = 0; i < inputs.length; i++) {
            Shape shape = shapes.get(i);
            inputs[i] = net.input(
                    "input" + i, shape.isVector() ? Shape.vector(5) : Shape.map(2, shape.height(), shape.width()));
        }
        Tensor[] before = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            int channels = shapes.get(i).channels();
            before[i] = shapes.get(i).isVector()
                    ? net.dense("before" + i, inputs[i], channels, 0)
                    : net.conv("before" + i, inputs[i], Conv2d.of(channels, 3));
        }
        Tensor x = net.add(LAYER, layer(), before);
        return net.dense("after", x.shape().isVector() ? x : net.flatten("flatten", x), 3, 0);
    }

    private Network network(DataType type) {
        NetworkBuilder net = new NetworkBuilder();
        Network network = net.build(build(net), SEED, type);
        GradientCheck.moveAway(network, new SplittableRandom(SEED));
        return network;
    }

    /** Shape and parameters follow from the shapes of the inputs alone, and names are unique. */
    @Test
    public final void shapesAndParametersAreStable() {
        Shape shape = layer().outputShape(inputs());
        assertEquals(shape, layer().outputShape(inputs()), "outputShape() must return the same for the same inputs");
        List<ParameterSpec> parameters = layer().parameters(inputs());
        assertEquals(
                parameters.stream().map(p -> p.name() + p.dimensions()).toList(),
                layer().parameters(inputs()).stream()
                        .map(p -> p.name() + p.dimensions())
                        .toList(),
                "parameters() must return the same for the same inputs");
        Set<String> names = new HashSet<>();
        for (ParameterSpec parameter : parameters) {
            assertTrue(names.add(parameter.name()), () -> "parameter " + parameter.name() + " occurs twice");
        }
    }

    /** A wrong number of inputs is refused before anything is computed. */
    @Test
    public final void noInputsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> layer().outputShape(List.of()),
                "outputShape() must refuse a wrong number of inputs by IllegalArgumentException");
    }

    /** The gradients of the layer's own parameters are right. */
    @Test
    public final void parameterGradientsEqualCentralDifferences() {
        NetworkBuilder net = new NetworkBuilder();
        GradientCheck.parameters(net, build(net), BATCH, SEED, name -> name.startsWith(LAYER + "/"));
    }

    /** The gradients of the layer's inputs are right in training: they reach the parameters before it. */
    @Test
    public final void inputGradientsInTrainingEqualCentralDifferences() {
        NetworkBuilder net = new NetworkBuilder();
        GradientCheck.parameters(net, build(net), BATCH, SEED, name -> name.startsWith("before"));
    }

    /** The gradients of the layer's inputs are right as the network predicts, which saliency maps show. */
    @Test
    public final void inputGradientsEqualCentralDifferences() {
        NetworkBuilder net = new NetworkBuilder();
        GradientCheck.inputs(net, build(net), SEED);
    }

    /**
     * The layer reads in {@code backward()} only what {@link Layer#backwardReads} says, and works in place only if
     * {@link Layer#sharing} says so rightly: with memory of its own for every array, and NaN in all that it need not read,
     * the gradients are the same.
     */
    @Test
    public final void memoryIsReadAsDeclared() {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            try (Network network = network(type);
                    TrainingSession normal = network.train(Adam.KERAS);
                    TrainingSession poisoned =
                            network.train(Adam.KERAS, BatchNormStatistics.KERAS, MemoryUse.POISONED)) {
                List<float[]> inputs = GradientCheck.inputs(network, BATCH, new SplittableRandom(SEED));
                float[] labels = GradientCheck.labels(BATCH * 3);
                double loss = normal.differentiate(inputs, labels, SEED);
                assertEquals(loss, poisoned.differentiate(inputs, labels, SEED), 1e-5 * Math.max(1, loss), "loss");
                for (Parameter parameter : network.parameters()) {
                    if (parameter.trainable()) {
                        assertClose(
                                poisoned.gradientValues(parameter.name()),
                                normal.gradientValues(parameter.name()),
                                1e-5,
                                "the gradient of " + parameter.name()
                                        + " depends on how memory is used: check backwardReads() and sharing()");
                    }
                }
            }
        }
    }

    /** Where training computes what prediction does, the losses are equal. */
    @Test
    public final void trainingComputesWhatPredictionDoes() {
        Assumptions.assumeTrue(trainsAsItPredicts(), "trainsAsItPredicts() says that it does not");
        try (Network network = network(DataType.FLOAT);
                TrainingSession session = network.train(Adam.KERAS);
                FrozenNetwork frozen = network.freeze()) {
            List<float[]> inputs = GradientCheck.inputs(network, BATCH, new SplittableRandom(SEED));
            float[] labels = GradientCheck.labels(BATCH * 3);
            float[] logits = frozen.logits(inputs, BATCH);
            double expected = 0;
            for (int i = 0; i < logits.length; i++) {
                // binary cross-entropy of a logit x and a label y: log(1 + exp(x)) - x y
                expected +=
                        (Math.log1p(Math.exp(-Math.abs(logits[i]))) + Math.max(logits[i], 0) - logits[i] * labels[i])
                                / logits.length;
            }
            assertEquals(expected, session.differentiate(inputs, labels, SEED), 1e-4 * Math.max(1, expected));
        }
    }

    /** The form made for inference predicts as the network does, alone and in a batch, in single as in double precision. */
    @Test
    public final void everyFormPredictsTheSame() {
        try (Network network = network(DataType.FLOAT);
                Network exact = network(DataType.DOUBLE);
                SaliencySession plain = network.saliency();
                SaliencySession reference = exact.saliency();
                FrozenNetwork frozen = network.freeze()) {
            List<float[]> inputs = GradientCheck.inputs(network, BATCH, new SplittableRandom(SEED));
            float[] batch = frozen.logits(inputs, BATCH);
            for (int sample = 0; sample < BATCH; sample++) {
                List<float[]> one = sample(inputs, sample);
                float[] expected = reference.logits(one);
                assertClose(expected, plain.logits(one), 1e-4, "single precision differs from double");
                assertClose(expected, frozen.logits(one, 1), 1e-4, "the form for inference differs");
                assertClose(
                        expected,
                        Arrays.copyOfRange(batch, 3 * sample, 3 * sample + 3),
                        1e-4,
                        "a sample in a batch differs from the sample alone");
            }
        }
    }

    private static List<float[]> sample(List<float[]> inputs, int sample) {
        return inputs.stream()
                .map(values -> {
                    int size = values.length / BATCH;
                    return Arrays.copyOfRange(values, sample * size, (sample + 1) * size);
                })
                .toList();
    }

    private static void assertClose(float[] expected, float[] actual, double tolerance, String message) {
        double scale = 1e-3;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertFalse(Float.isNaN(expected[i]) || Float.isNaN(actual[i]), message + ": there is a NaN");
            assertEquals(expected[i], actual[i], tolerance * scale, message);
        }
    }
}
