package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.ChannelScale;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Swish;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A trunk of built-in layers that branch and join; what nothing reads is joined at the end. */
final class RandomGraph {
    private final NetworkBuilder net = new NetworkBuilder();
    private final Random random;
    private final boolean smooth;
    private final List<Tensor> pool = new ArrayList<>();
    private final Tensor output;

    /** @param smooth without rectifiers and maxima, at whose kinks a gradient depends on the last digit */
    RandomGraph(long seed, boolean smooth) {
        this.random = new Random(seed);
        this.smooth = smooth;
        int pixels = 6 + random.nextInt(14);
        Tensor input = net.input("in", Shape.map(1 + random.nextInt(3), pixels, pixels + random.nextInt(4)));
        pool.add(net.conv("c0", input, conv(input)));
        int layers = 3 + random.nextInt(9);
        for (int i = 1; i <= layers; i++) {
            Tensor x = pool.get(random.nextInt(3) == 0 ? random.nextInt(pool.size()) : pool.size() - 1);
            pool.add(layer("n" + i, x));
        }
        List<Tensor> vectors = new ArrayList<>();
        for (Tensor end : pool) {
            String name = "end" + vectors.size();
            vectors.add(
                    random.nextBoolean()
                            ? net.add(name, new GlobalAveragePool(), end)
                            : net.dense(name + "_dense", net.flatten(name, end), 2, 0));
        }
        output = net.dense("out", net.concat("join", vectors.toArray(Tensor[]::new)), 3, 0);
    }

    NetworkBuilder builder() {
        return net;
    }

    Tensor output() {
        return output;
    }

    private Tensor layer(String name, Tensor x) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> net.conv(name, x, conv(x));
            case 2 -> net.batchNorm(name, x, 1e-3);
            case 3 -> smooth ? net.add(name, new Swish(), x) : net.relu(name, x);
            case 4 -> net.add(name, new Swish(), x);
            case 5 -> net.add(name, random.nextBoolean() ? new Add(0.3) : Add.plain(), x, ofSameShape(x));
            case 6, 7 -> net.concat(name, x, ofSameMap(x), random.nextBoolean() ? x : ofSameMap(x));
            case 8 -> net.dropout(name, x, 0.3);
            case 9 -> net.add(name, pool2d(x), x);
            case 10 -> smooth ? net.add(name, new Sigmoid(), x) : net.maximum(name, x, ofSameShape(x));
            case 11 -> {
                Tensor scale = net.add(name + "_mean", new GlobalAveragePool(), x);
                scale = net.conv(name + "_conv", scale, Conv2d.of(x.shape().channels(), 1));
                yield net.add(name, new ChannelScale(), x, net.add(name + "_sigmoid", new Sigmoid(), scale));
            }
            case 12 -> net.add(name, new Sigmoid(), x);
            default -> net.add(name, DepthwiseConv2d.of(3).noBias(), x);
        };
    }

    private Pool2d pool2d(Tensor x) {
        boolean maximum = !smooth && random.nextBoolean();
        if (random.nextBoolean() && side(x) >= 4) {
            return maximum ? Pool2d.max(2, 2) : Pool2d.average(2, 2);
        }
        return maximum ? Pool2d.max(3, 1).same() : Pool2d.average(3, 1).same();
    }

    private Tensor ofSameShape(Tensor x) {
        return oneOf(pool.stream().filter(t -> t.shape().equals(x.shape())).toList());
    }

    private Tensor ofSameMap(Tensor x) {
        return oneOf(pool.stream()
                .filter(t -> t.shape().height() == x.shape().height()
                        && t.shape().width() == x.shape().width())
                .toList());
    }

    private Tensor oneOf(List<Tensor> tensors) {
        return tensors.get(random.nextInt(tensors.size()));
    }

    private Conv2d conv(Tensor x) {
        int[] kernels = {1, 1, 3, 3, 3, 5, 7};
        int kernel = kernels[random.nextInt(kernels.length)];
        int filters = random.nextInt(4) == 0 ? 16 + random.nextInt(20) : 2 + random.nextInt(8);
        Conv2d conv = random.nextInt(6) == 0 ? Conv2d.of(filters, 1, 7) : Conv2d.of(filters, kernel);
        if (random.nextInt(5) == 0 && side(x) >= 4) {
            conv = conv.stride(2);
        }
        if (random.nextInt(6) == 0 && side(x) >= 8) {
            conv = conv.padding(Padding.VALID);
        } else if (random.nextInt(6) == 0 && side(x) >= 7) {
            conv = conv.padding(Padding.of(random.nextInt(3)));
        }
        return random.nextBoolean() ? conv.noBias() : conv;
    }

    private static int side(Tensor x) {
        return Math.min(x.shape().height(), x.shape().width());
    }
}
