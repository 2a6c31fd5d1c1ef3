package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Initializer;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Mode;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Compares a layer alone in single precision, on oneDNN and loops of our own, with double precision, on ND4J's built-in
 * operations, whose gradients are checked numerically.
 *
 * <p>A layer alone has no kink that rounding could cross unnoticed: its inputs are the same numbers in both, and where a
 * ReLU fused with a batch normalisation lies on different sides, the gradient that comes back is 0. So the bounds hold on
 * every processor, as they cannot for networks of ReLUs.
 *
 * @param layer the layer
 * @param relu whether a ReLU follows that is fused with it in training
 * @param inputs shapes of what it reads
 */
record LayerPrecision(Layer layer, boolean relu, List<Shape> inputs) {
    /**
     * Of the largest value. Single precision rounds by 6e-8, and sums of thousands of products in any order lose little
     * more than a digit of that.
     */
    private static final double TOLERANCE = 1e-5;

    private static final int BATCH = 2;

    LayerPrecision(Layer layer, Shape... inputs) {
        this(layer, false, List.of(inputs));
    }

    /** The layers of a network, as training runs them. */
    static List<LayerPrecision> of(NetworkBuilder net, Tensor output) {
        try (Network network = net.allocate(output, DataType.FLOAT)) {
            Topology plain = network.topology();
            List<LayerPrecision> layers = new ArrayList<>();
            for (Node fused : Fusion.apply(plain).nodes()) {
                Node node = plain.nodes().stream()
                        .filter(n -> n.name().equals(fused.name()))
                        .findFirst()
                        .orElseThrow();
                boolean relu = !node.layer().equals(fused.layer());
                layers.add(new LayerPrecision(node.layer(), relu, node.inputShapes(plain.shapes())));
            }
            return layers;
        }
    }

    /** Passes its input on; the gradient of its parameter is that of its output, so that training shows it. */
    private record Tap(int batch) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<ParameterSpec> parameters(List<Shape> inputs) {
            Shape in = inputs.get(0);
            return List.of(
                    ParameterSpec.trainable("tap", Initializer.zeros(), batch, in.channels(), in.height(), in.width()));
        }

        @Override
        public BoundLayer bind(Binding binding) {
            return new BoundLayer() {
                @Override
                public void forward() {
                    binding.output().assign(binding.input(0));
                }

                @Override
                public void backward() {
                    if (binding.wantsParameterGradients()) {
                        binding.parameterGradient("tap").assign(binding.outputGradient());
                    }
                    if (binding.wantsInputGradient(0)) {
                        binding.inputGradient(0).assign(binding.outputGradient());
                    }
                }
            };
        }
    }

    /** Fails where single precision differs: in training, in a frozen network, and in saliency where that is different. */
    void check() {
        NetworkBuilder net = new NetworkBuilder();
        List<Tensor> read = IntStream.range(0, inputs.size())
                .mapToObj(i -> net.input("input" + i, inputs.get(i)))
                .toList();
        Tensor[] taps = IntStream.range(0, read.size())
                .mapToObj(i -> net.add("tap" + i, new Tap(BATCH), read.get(i)))
                .toArray(Tensor[]::new);
        Tensor map = net.add("layer", layer, taps);
        Tensor output = net.flatten("flatten", relu ? net.add("relu", new Relu(), map) : map);
        SplittableRandom random = new SplittableRandom(3);
        try (Network single = net.build(output, 1);
                Network reference = net.build(output, 1, DataType.DOUBLE)) {
            moveAwayFromZeroAndOne(single, random);
            copyParameters(single, reference);
            compare(single, Fusion.apply(single.topology()), reference, Mode.TRAINING, BATCH, random);
            for (Parameter p : single.parameters()) {
                assertClose(p.name(), reference.parameterValues(p.name()), single.parameterValues(p.name()));
            }
            copyParameters(single, reference); // running statistics
            if (layer instanceof BatchNorm) { // no other layer's gradient differs between training and saliency
                compare(single, single.topology(), reference, Mode.SALIENCY, 1, random);
            }
            compareFrozen(single, reference, random);
        }
    }

    private static void moveAwayFromZeroAndOne(Network network, SplittableRandom random) {
        for (Parameter p : network.parameters()) {
            if (p.dimensions().size() == 1) {
                float[] values = network.parameterValues(p.name());
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (0.6 * random.nextDouble() - 0.3);
                }
                network.setParameter(p.name(), values);
            }
        }
    }

    private static void copyParameters(Network from, Network to) {
        from.parameters().forEach(p -> to.setParameter(p.name(), from.parameterValues(p.name())));
    }

    private List<float[]> values(int batch, SplittableRandom random) {
        return inputs.stream()
                .map(shape -> uniform(Math.toIntExact(batch * shape.size()), random))
                .toList();
    }

    private static float[] uniform(int count, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** Compares the output, and the gradients of the inputs or, in training, of the parameters, taps among them. */
    private void compare(
            Network single, Topology fused, Network reference, Mode mode, int batch, SplittableRandom random) {
        try (ParameterStore singleGradients = single.newGradients();
                ParameterStore gradients = reference.newGradients();
                ExecutionPlan singlePlan = new ExecutionPlan(fused, single.store(), singleGradients, mode, batch);
                ExecutionPlan plan =
                        new ExecutionPlan(reference.topology(), reference.store(), gradients, mode, batch)) {
            List<float[]> samples = values(batch, random);
            for (int i = 0; i < samples.size(); i++) {
                Transfer.copy(samples.get(i), singlePlan.value(i));
                Transfer.copy(samples.get(i), plan.value(i));
            }
            singlePlan.forward(5);
            plan.forward(5);
            int output = fused.output();
            float[] expected = Transfer.toFloats(plan.value(output));
            float[] actual = Transfer.toFloats(singlePlan.value(output));
            assertClose(mode + " output", expected, actual);
            float[] gradient = uniform(expected.length, random);
            for (int i = 0; i < gradient.length; i++) {
                if (relu && expected[i] > 0 != actual[i] > 0) {
                    gradient[i] = 0;
                }
            }
            Transfer.copy(gradient, singlePlan.gradient(output));
            Transfer.copy(gradient, plan.gradient(output));
            singlePlan.backward();
            plan.backward();
            if (mode == Mode.SALIENCY) {
                for (int i = 0; i < samples.size(); i++) {
                    assertClose(
                            "saliency of input " + i,
                            Transfer.toFloats(plan.gradient(i)),
                            Transfer.toFloats(singlePlan.gradient(i)));
                }
            } else {
                for (Parameter p : gradients.layout()) {
                    assertClose(
                            "gradient of " + p.name(),
                            Transfer.toFloats(gradients.view(p.name())),
                            Transfer.toFloats(singleGradients.view(p.name())));
                }
            }
        }
    }

    /** Compares what prediction runs. */
    private void compareFrozen(Network single, Network reference, SplittableRandom random) {
        List<float[]> sample = values(1, random);
        try (FrozenNetwork frozen = single.freeze();
                FrozenNetwork plain = reference.freeze()) {
            assertClose("frozen output", plain.logits(sample, 1), frozen.logits(sample, 1));
        }
    }

    private void assertClose(String what, float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, () -> what + " of " + this);
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - actual[i])); // NaN stays NaN
        }
        double relative = scale == 0 ? difference : difference / scale;
        assertTrue(relative <= TOLERANCE, () -> what + " of " + this + " differs by " + relative);
    }
}
