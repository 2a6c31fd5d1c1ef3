package io.github.spectcad.benchmarks.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.benchmarks.pytorch.TorchBackbone;
import io.github.spectcad.benchmarks.pytorch.TorchNetwork;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.EarlyFusion;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.graph.TrainingSession;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The networks compute what the same networks in PyTorch compute from the same parameters. */
class NetworkParityTest {
    private static final double TOLERANCE = 1e-4;

    /** Part of the whole gradient's norm below which a parameter's own is taken for rounding: biases that have no effect. */
    private static final double NEGLIGIBLE = 1e-3;

    /** Shift of batch normalisation that leaves the inputs of ReLU on both sides of 0. */
    private static final float BENT = 0;

    /** Shift of batch normalisation after which ReLU passes everything. */
    private static final float STRAIGHT = 2;

    /** Without dropout, whose masks differ. */
    private static final HeadSpec HEAD = new HeadSpec(128, 0, 0.01, 4);

    @ParameterizedTest
    @CsvSource({
        "cnn1, 290",
        "cnn1, 63",
        "resnet50-v2, 290",
        "resnet50-v2, 75",
        "densenet121, 290",
        "densenet121, 75",
        "efficientnet-b0, 290",
        "efficientnet-b0, 75",
        "vgg19, 64"
    })
    void predictionsAreThoseOfPyTorch(String backbone, int pixels) {
        try (Network ours = network(backbone, pixels, DataType.FLOAT, BENT);
                TorchNetwork theirs = copy(ours, backbone, pixels);
                FrozenNetwork frozen = ours.freeze();
                SaliencySession saliency = ours.saliency()) {
            Batch patient = new Batch(1, pixels);
            List<float[]> inputs = List.of(patient.images(), patient.clinical());
            float[] expected = theirs.logits(patient.images(), patient.clinical());
            requireEqual("logits", expected, saliency.logits(inputs));
            requireEqual("folded logits", expected, frozen.logits(inputs, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cnn1, 290",
        "cnn1, 63",
        "resnet50-v2, 75",
        "densenet121, 75",
        "efficientnet-b0, 290",
        "efficientnet-b0, 75",
        "vgg19, 64"
    })
    void imageGradientsAreThoseOfPyTorch(String backbone, int pixels) {
        try (Network ours = network(backbone, pixels, DataType.FLOAT, BENT);
                TorchNetwork theirs = copy(ours, backbone, pixels);
                SaliencySession saliency = ours.saliency()) {
            Batch patient = new Batch(1, pixels);
            saliency.logits(List.of(patient.images(), patient.clinical()));
            for (int vessel = 0; vessel < HeadSpec.OUTPUTS; vessel++) {
                float[] weights = new float[HeadSpec.OUTPUTS];
                weights[vessel] = 1;
                requireEqual(
                        "image gradient of logit " + vessel,
                        theirs.imageGradient(patient.images(), patient.clinical(), weights),
                        saliency.gradients(vessel).get(0));
            }
        }
    }

    /** In double precision, which takes the native library's own kernels in place of oneDNN's. */
    @ParameterizedTest
    @CsvSource({"cnn1, 63", "resnet50-v2, 75", "densenet121, 75", "efficientnet-b0, 75", "vgg19, 64"})
    void trainingGradientsInDoublePrecisionAreThoseOfPyTorch(String backbone, int pixels) {
        compareTraining(backbone, pixels, DataType.DOUBLE, BENT);
    }

    /**
     * In single precision. Rounding moves some of the millions of inputs of a ReLU across 0, in PyTorch as here, and each
     * step moves the gradients of the layers before it by up to a percent; so in ResNet and DenseNet, where they follow a
     * batch normalisation, the inputs are kept away from 0.
     */
    @ParameterizedTest
    @CsvSource({
        "cnn1, 290, false",
        "cnn1, 63, false",
        "resnet50-v2, 290, true",
        "densenet121, 290, true",
        "efficientnet-b0, 290, false",
        "vgg19, 64, false"
    })
    void trainingGradientsInSinglePrecisionAreThoseOfPyTorch(String backbone, int pixels, boolean straight) {
        compareTraining(backbone, pixels, DataType.FLOAT, straight ? STRAIGHT : BENT);
    }

    private static void compareTraining(String backbone, int pixels, DataType type, float shift) {
        try (Network ours = network(backbone, pixels, type, shift);
                TorchNetwork theirs = copy(ours, backbone, pixels);
                TrainingSession session = ours.train(Adam.KERAS)) {
            Batch batch = new Batch(Batch.TRAINING, pixels);
            TorchNetwork.Differentiated expected =
                    theirs.differentiate(batch.images(), batch.clinical(), batch.labels(), true);
            differentiateWithoutDropping(session, batch, expected.loss());
            double all = Math.sqrt(expected.gradients().values().stream()
                    .mapToDouble(g -> square(norm(g)))
                    .sum());
            for (Parameter parameter : ours.parameters()) {
                if (parameter.trainable()) {
                    float[] gradient =
                            session.gradient(parameter.name()).dup().data().asFloat();
                    float[] reference = toOurs(parameter, expected.gradients().get(parameter.name()));
                    double limit = TOLERANCE * Math.max(norm(reference), NEGLIGIBLE * all);
                    double difference = distance(reference, gradient);
                    assertTrue(
                            difference <= limit,
                            () -> "gradient of " + parameter.name() + " is off by " + difference + ", limit " + limit);
                }
            }
        }
    }

    /** Looks for a seed under which drop connect drops nobody: it gives the loss that PyTorch has without dropping. */
    private static void differentiateWithoutDropping(TrainingSession session, Batch batch, double loss) {
        List<float[]> inputs = List.of(batch.images(), batch.clinical());
        double nearest = Double.NaN;
        for (long seed = 0; seed < 50; seed++) {
            double found = session.differentiate(inputs, batch.labels(), seed);
            if (Math.abs(found - loss) <= TOLERANCE / 10 * loss) {
                return;
            }
            nearest = Math.abs(found - loss) < Math.abs(nearest - loss) || seed == 0 ? found : nearest;
        }
        assertEquals(loss, nearest, TOLERANCE / 10 * loss, "loss");
    }

    /**
     * A network with statistics, scales and shifts that are all different.
     *
     * @param shift added to the shifts of batch normalisation, whose scales are divided by one plus four times it
     */
    private static Network network(String backbone, int pixels, DataType type, float shift) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor logits = new NetworkSpec(backbone, "early-fusion", pixels, HEAD)
                .build(net, Backbones.load().require(backbone), new EarlyFusion());
        Network network = net.build(logits, 1, type);
        SplittableRandom random = new SplittableRandom(2);
        for (Parameter parameter : network.parameters()) {
            if (parameter.name().matches(".*/(gamma|beta|bias|moving_mean|moving_variance)")) {
                float[] values = network.parameterValues(parameter.name());
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (0.4 * (random.nextDouble() - 0.5));
                    if (parameter.name().endsWith("/beta")) {
                        values[i] += shift;
                    } else if (parameter.name().endsWith("/gamma")) {
                        values[i] /= 1 + 4 * shift;
                    }
                }
                network.setParameter(parameter.name(), values);
            }
        }
        return network;
    }

    private static TorchNetwork copy(Network ours, String backbone, int pixels) {
        TorchNetwork theirs =
                new TorchNetwork(TorchBackbone.of(backbone), pixels, 1, ours.dataType() == DataType.DOUBLE);
        Map<String, List<Long>> expected = theirs.parameters();
        assertEquals(
                expected.keySet(),
                ours.parameters().stream().map(Parameter::name).collect(Collectors.toSet()));
        for (Parameter parameter : ours.parameters()) {
            float[] values = ours.parameterValues(parameter.name());
            theirs.setParameter(
                    parameter.name(),
                    isDepthwise(parameter)
                            ? transpose(values, parameter.dimensions().get(2))
                            : values);
        }
        return theirs;
    }

    private static boolean isDepthwise(Parameter parameter) {
        return parameter.layer().endsWith("_dwconv");
    }

    /** Our depthwise kernels are [height, width, channels, 1], PyTorch's [channels, 1, height, width]. */
    private static float[] toOurs(Parameter parameter, float[] values) {
        return isDepthwise(parameter)
                ? transpose(values, values.length / parameter.dimensions().get(2))
                : values;
    }

    private static float[] transpose(float[] values, int columns) {
        int rows = values.length / columns;
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i % columns * rows + i / columns] = values[i];
        }
        return result;
    }

    private static void requireEqual(String what, float[] expected, float[] found) {
        assertEquals(expected.length, found.length, what);
        double error = distance(expected, found) / norm(expected);
        assertTrue(error <= TOLERANCE, () -> what + ": relative error " + error);
    }

    private static double norm(float[] values) {
        return distance(values, new float[values.length]);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += square((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private static double square(double value) {
        return value * value;
    }
}
