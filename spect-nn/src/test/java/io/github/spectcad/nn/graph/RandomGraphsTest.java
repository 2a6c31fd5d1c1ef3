package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.ChannelScale;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Swish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Random graphs of the built-in layers: every form of a network predicts what double precision does. */
class RandomGraphsTest {
    private static final int GRAPHS = 25;
    private static final double TOLERANCE = 1e-4;

    @Test
    void everyFormOfARandomGraphAgreesWithDoublePrecision() {
        int built = 0;
        for (int seed = 1; built < GRAPHS; seed++) {
            NetworkBuilder net = new NetworkBuilder();
            Tensor output = graph(net, new Random(seed));
            try (Network single = net.build(output, seed, DataType.FLOAT);
                    Network exact = net.build(output, seed, DataType.DOUBLE)) {
                varyParameters(single, exact, new Random(seed));
                compare("graph of seed " + seed, single, exact, new Random(seed));
                built++;
            }
        }
        assertEquals(GRAPHS, built);
    }

    /** A trunk of layers that branch and join; what nothing reads is joined at the end. */
    private static Tensor graph(NetworkBuilder net, Random random) {
        int pixels = 6 + random.nextInt(12);
        Tensor input = net.input("in", Shape.map(1 + random.nextInt(3), pixels, pixels + random.nextInt(4)));
        List<Tensor> pool = new ArrayList<>(List.of(net.conv("c0", input, conv(random))));
        int layers = 3 + random.nextInt(7);
        for (int i = 1; i <= layers; i++) {
            Tensor x = pool.get(random.nextInt(3) == 0 ? random.nextInt(pool.size()) : pool.size() - 1);
            pool.add(layer(net, "n" + i, x, pool, random));
        }
        List<Tensor> vectors = new ArrayList<>();
        for (Tensor end : pool) {
            vectors.add(net.add("mean" + vectors.size(), new GlobalAveragePool(), end));
        }
        return net.dense("out", net.concat("join", vectors.toArray(Tensor[]::new)), 3, 0);
    }

    private static Tensor layer(NetworkBuilder net, String name, Tensor x, List<Tensor> pool, Random random) {
        Tensor other = partner(pool, x, random);
        boolean large = Math.min(x.shape().height(), x.shape().width()) >= 4;
        return switch (random.nextInt(12)) {
            case 0, 1 -> net.conv(name, x, conv(random));
            case 2 -> net.batchNorm(name, x, 1e-3);
            case 3 -> net.relu(name, x);
            case 4 -> net.add(name, new Swish(), x);
            case 5 -> net.add(name, random.nextBoolean() ? new Add(0.3) : Add.plain(), x, other);
            case 6 -> net.concat(name, x, other, x);
            case 7 -> net.dropout(name, x, 0.3);
            case 8 ->
                net.add(name, large ? Pool2d.max(2, 2) : Pool2d.average(3, 1).same(), x);
            case 9 -> net.maximum(name, x, other);
            case 10 -> {
                Tensor scale = net.add(name + "_mean", new GlobalAveragePool(), x);
                scale = net.conv(name + "_conv", scale, Conv2d.of(x.shape().channels(), 1));
                yield net.add(name, new ChannelScale(), x, net.add(name + "_sigmoid", new Sigmoid(), scale));
            }
            default -> net.add(name, DepthwiseConv2d.of(3).noBias(), x);
        };
    }

    private static Tensor partner(List<Tensor> pool, Tensor x, Random random) {
        List<Tensor> alike =
                pool.stream().filter(t -> t.shape().equals(x.shape())).toList();
        return alike.get(random.nextInt(alike.size()));
    }

    private static Conv2d conv(Random random) {
        int[] kernels = {1, 1, 3, 3, 3, 5, 7};
        int filters = random.nextInt(4) == 0 ? 16 + random.nextInt(20) : 2 + random.nextInt(8);
        Conv2d conv = Conv2d.of(filters, kernels[random.nextInt(kernels.length)]);
        return random.nextBoolean() ? conv.noBias() : conv;
    }

    private static void varyParameters(Network single, Network exact, Random random) {
        for (Parameter parameter : single.parameters()) {
            float[] values = single.parameterValues(parameter.name());
            for (int i = 0; i < values.length; i++) {
                values[i] = parameter.name().endsWith("variance")
                        ? 0.5f + random.nextFloat()
                        : values[i] + 0.1f * (random.nextFloat() - 0.5f);
            }
            single.setParameter(parameter.name(), values);
            exact.setParameter(parameter.name(), values);
        }
    }

    private static void compare(String graph, Network single, Network exact, Random random) {
        int size = Math.toIntExact(single.inputShapes().get(0).size());
        float[] three = new float[3 * size];
        for (int i = 0; i < three.length; i++) {
            three[i] = random.nextFloat();
        }
        try (SaliencySession plain = single.saliency();
                SaliencySession reference = exact.saliency();
                FrozenNetwork frozen = single.freeze();
                FrozenNetwork sharing = single.freezeSharing()) {
            float[] batch = frozen.logits(List.of(three), 3);
            for (int i = 0; i < 3; i++) {
                List<float[]> one = List.of(Arrays.copyOfRange(three, i * size, (i + 1) * size));
                float[] expected = reference.logits(one);
                assertClose(graph + ", unfolded", expected, plain.logits(one));
                assertClose(graph + ", frozen", expected, frozen.logits(one, 1));
                assertClose(graph + ", frozen and sharing", expected, sharing.logits(one, 1));
                assertClose(graph + ", batch", expected, Arrays.copyOfRange(batch, 3 * i, 3 * i + 3));
            }
        }
    }

    private static void assertClose(String what, float[] expected, float[] actual) {
        double scale = 1e-3;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            assertTrue(difference <= TOLERANCE * scale, what + ": " + expected[i] + " and " + actual[i]);
        }
    }
}
