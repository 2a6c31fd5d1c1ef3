package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.backbone.KerasModel;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Swish;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Whole backbones in single against double precision, without kinks: Swish for every ReLU, means for maximum pools.
 *
 * <p>A backbone has a million ReLUs, some of which lie so near their kink that rounding decides on which side, and so do
 * some values of a pool's window: on which processors gradients agree with double precision is luck. Without kinks rounding
 * stays what it is. The real layers are compared in double precision ({@code KerasAgreementTest}) and each alone
 * ({@link SinglePrecisionTest}).
 */
class SmoothNetworkTest {
    private static final List<String> LARGER =
            List.of("densenet169", "densenet201", "efficientnet-b3", "resnet101-v2", "resnet152-v2");

    /** Of the norm, in prediction: some hundred layers round by 1e-7 each. The largest seen is 3e-6. */
    private static final double TOLERANCE = 1e-5;

    /**
     * Of the norm, in training, where batch normalisations by statistics of few values magnify rounding. The largest seen of
     * a whole gradient are 6e-5 (inception-v3) and 5e-5 (efficientnet-b3). Last maps of 2 x 2 pixels, eight values for two
     * samples, are too few: 2e-4 (efficientnet-b3 at 64 pixels), 1.2e-4 (a kernel of inception-v3 at 107, with SSE 4.1).
     */
    private static final double TRAINING_TOLERANCE = 1e-4;

    /** Of the largest norm: what gradients of parameters come to that a batch normalisation after them takes out. */
    private static final double NEGLIGIBLE = 1e-6;

    private static final float[] LABELS = {1, 0, 1, 0, 1, 1};

    /** One backbone of each family; the larger ones repeat its layers, which {@link SinglePrecisionTest} compares alone. */
    static List<String> backbones() {
        return Backbones.load().ids().stream()
                .filter(id -> !LARGER.contains(id))
                .toList();
    }

    static List<String> largerBackbones() {
        return LARGER;
    }

    /** Small, but such that the last maps, after five halvings, have enough pixels for statistics. */
    private static int pixels(String id) {
        return id.startsWith("inception") ? 139 : id.startsWith("efficientnet") ? 96 : 64;
    }

    /** The same parameters under the same layers but those with kinks. */
    private static Network smooth(KerasModel model) {
        Network network = model.network();
        return new Network(network.topology().map(SmoothNetworkTest::smooth), network.store());
    }

    private static Layer smooth(Layer layer) {
        if (layer instanceof Pool2d pool) {
            return new Pool2d(Pool2d.Kind.AVERAGE, pool.size(), pool.stride(), pool.padding());
        }
        return layer instanceof Relu ? new Swish() : layer;
    }

    @ParameterizedTest
    @MethodSource("largerBackbones")
    @Tag("slow")
    void predictionsAndSaliencyOfLargerBackbonesAgreeWithDoublePrecision(String id) {
        predictionsAndSaliencyAgreeWithDoublePrecision(id);
    }

    @ParameterizedTest
    @MethodSource("largerBackbones")
    @Tag("slow")
    void trainingOfLargerBackbonesAgreesWithDoublePrecision(String id) {
        trainingAgreesWithDoublePrecision(id);
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void predictionsAndSaliencyAgreeWithDoublePrecision(String id) {
        int pixels = pixels(id);
        List<float[]> sample = List.of(KerasModel.samples(pixels, 1));
        try (KerasModel singleModel = KerasModel.of(id, pixels, DataType.FLOAT);
                KerasModel referenceModel = KerasModel.of(id, pixels, DataType.DOUBLE)) {
            Network single = smooth(singleModel);
            try (SaliencySession actual = single.saliency();
                    SaliencySession expected = smooth(referenceModel).saliency();
                    FrozenNetwork frozen = single.freeze()) {
                float[] logits = expected.logits(sample);
                assertClose(id + " logits", logits, actual.logits(sample), TOLERANCE * norm(logits));
                assertClose(id + " frozen logits", logits, frozen.logits(sample, 1), TOLERANCE * norm(logits));
                float[] saliency = expected.gradients(0).get(0);
                assertClose(id + " saliency", saliency, actual.gradients(0).get(0), TOLERANCE * norm(saliency));
            }
        }
    }

    /**
     * All but inception-resnet-v2, whose normalisations, some 200 of them one after another, magnify rounding to 5e-4 at this
     * size: its layers are compared alone, and its training with Keras in double precision.
     */
    static List<String> trained() {
        return backbones().stream()
                .filter(id -> !id.equals("inception-resnet-v2"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("trained")
    void trainingAgreesWithDoublePrecision(String id) {
        int pixels = pixels(id);
        List<float[]> samples = List.of(KerasModel.samples(pixels, 2));
        try (KerasModel singleModel = KerasModel.of(id, pixels, DataType.FLOAT);
                KerasModel referenceModel = KerasModel.of(id, pixels, DataType.DOUBLE)) {
            Network single = smooth(singleModel);
            Network reference = smooth(referenceModel);
            try (TrainingSession actual = single.train(Adam.KERAS);
                    TrainingSession expected = reference.train(Adam.KERAS)) {
                expected.differentiate(samples, LABELS, 1);
                actual.differentiate(samples, LABELS, 1);
                compareParameters(id, single, reference, actual, expected);
            }
        }
    }

    private static void compareParameters(
            String id, Network single, Network reference, TrainingSession actual, TrainingSession expected) {
        double largest = single.parameters().stream()
                .filter(Parameter::trainable)
                .mapToDouble(p -> norm(expected.gradientValues(p.name())))
                .max()
                .orElseThrow();
        for (Parameter p : single.parameters()) {
            if (p.trainable()) {
                float[] gradient = expected.gradientValues(p.name());
                double bound = TRAINING_TOLERANCE * norm(gradient) + NEGLIGIBLE * largest;
                assertClose(id + " gradient of " + p.name(), gradient, actual.gradientValues(p.name()), bound);
            } else {
                float[] statistics = reference.parameterValues(p.name());
                double bound = TOLERANCE * norm(statistics);
                assertClose(id + " " + p.name(), statistics, single.parameterValues(p.name()), bound);
            }
        }
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static void assertClose(String what, float[] expected, float[] actual, double bound) {
        float[] differences = new float[expected.length];
        for (int i = 0; i < expected.length; i++) {
            differences[i] = actual[i] - expected[i];
        }
        double difference = norm(differences);
        assertTrue(difference <= bound, () -> what + " differs by " + difference + ", more than " + bound);
    }
}
