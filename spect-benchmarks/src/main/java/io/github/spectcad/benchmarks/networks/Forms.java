package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.frozen.FrozenConv2d;
import io.github.spectcad.nn.frozen.FrozenDepthwiseConv2d;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.LayerTime;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.kernel.Activation;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Swish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What our own forms of convolutions earn in a prediction: each layer alone, beside the same by native operations. */
final class Forms {
    private static final int WARM_UP = 60;
    private static final double MILLION = 1e6;
    private static final Pool2d POOL = Pool2d.max(2, 2);
    private static final String LAST = "flat";

    private int layers;
    private double shipped;
    private double nativeProducts;
    private double separate;

    private Forms() {}

    private record Case(Layer layer, List<Shape> inputs) {}

    /** Prints a table of forms: least time of each layer, summed. */
    static void print(String backbone, int pixels, int repetitions) {
        Map<Case, Integer> cases = new LinkedHashMap<>();
        NetworkSpec spec = new NetworkSpec(backbone, "early-fusion", pixels, HeadSpec.PAPER);
        Batch patient = new Batch(1, pixels);
        try (Network network = spec.assemble(1);
                FrozenNetwork frozen = network.freeze()) {
            for (LayerTime layer : frozen.profile(List.of(patient.images(), patient.clinical()), 1)) {
                if (form(layer.layer()).isPresent()) {
                    cases.merge(new Case(layer.layer(), layer.inputs()), 1, Integer::sum);
                }
            }
        }
        Map<String, Forms> forms = new TreeMap<>();
        cases.forEach((c, count) -> forms.computeIfAbsent(form(c.layer()).orElseThrow(), f -> new Forms())
                .add(c, count, repetitions));
        System.out.printf(
                "Convolutions of a prediction with %s, each alone: as shipped; with native products, what follows them"
                        + " in the same visit of memory; with native products and a layer for each thing that follows.%n%n",
                backbone);
        System.out.println("| form | layers | as shipped, ms | native products, ms | and separate layers, ms |\n"
                + "|---|---|---|---|---|");
        forms.forEach((name, f) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f |%n",
                name,
                f.layers,
                f.shipped,
                f.nativeProducts,
                f.separate));
        System.out.println();
    }

    private static Optional<String> form(Layer layer) {
        return layer instanceof FrozenDepthwiseConv2d
                ? Optional.of("depthwise")
                : layer instanceof FrozenConv2d frozen
                        ? Optional.of(
                                switch (frozen.method()) {
                                    case WINOGRAD -> "Winograd's algorithm";
                                    case IM2COL -> "copies of the map";
                                    case NATIVE -> frozen.conv().isPointwise() ? "native, 1 x 1" : "native, others";
                                })
                        : Optional.empty();
    }

    private void add(Case c, int count, int repetitions) {
        try (Timed asShipped = new Timed();
                Timed products = new Timed();
                Timed alone = new Timed()) {
            asShipped.add(plain(c.layer()), c.inputs());
            Shape map = products.add(List.of(nativeProduct(c.layer(), true)), c.inputs());
            if (c.layer() instanceof FrozenConv2d conv && conv.pooled()) {
                products.add(List.of(POOL), List.of(map));
            }
            alone.add(List.of(nativeProduct(c.layer(), false)), c.inputs().subList(0, 1));
            for (Layer layer : plain(c.layer()).subList(1, plain(c.layer()).size())) {
                alone.add(List.of(layer), layer.equals(Add.plain()) ? List.of(map, map) : List.of(map));
            }
            for (int i = 0; i < WARM_UP + repetitions; i++) {
                for (Timed timed : List.of(asShipped, products, alone)) { // in turns: all see the same machine
                    timed.run(i >= WARM_UP);
                }
            }
            layers += count;
            shipped += count * asShipped.least / MILLION;
            nativeProducts += count * products.least / MILLION;
            separate += count * alone.least / MILLION;
        }
    }

    /** The layers that a frozen one stands for. */
    private static List<Layer> plain(Layer layer) {
        List<Layer> plain = new ArrayList<>();
        Activation activation;
        if (layer instanceof FrozenConv2d frozen) {
            activation = frozen.activation();
            plain.add(frozen.conv());
            if (frozen.residual()) {
                plain.add(Add.plain());
            }
        } else {
            FrozenDepthwiseConv2d frozen = (FrozenDepthwiseConv2d) layer;
            activation = frozen.activation();
            plain.add(frozen.conv());
        }
        switch (activation) {
            case RELU -> plain.add(new Relu());
            case SWISH -> plain.add(new Swish());
            case NONE -> {}
        }
        if (layer instanceof FrozenConv2d frozen && frozen.pooled()) {
            plain.add(POOL);
        }
        return plain;
    }

    /** The convolution by ND4J's operation, with or without what follows it. */
    private static Layer nativeProduct(Layer layer, boolean all) {
        return layer instanceof FrozenConv2d frozen
                ? new FrozenConv2d(
                        frozen.conv(),
                        FrozenConv2d.Method.NATIVE,
                        all ? frozen.activation() : Activation.NONE,
                        all && frozen.residual(),
                        false)
                : new FrozenDepthwiseConv2d(
                        ((FrozenDepthwiseConv2d) layer).conv(),
                        all ? ((FrozenDepthwiseConv2d) layer).activation() : Activation.NONE);
    }

    /** Small networks, run one after another. */
    private static final class Timed implements AutoCloseable {
        private record Small(Network network, FrozenNetwork frozen, List<float[]> inputs) {}

        private final List<Small> networks = new ArrayList<>();
        private double least = Double.POSITIVE_INFINITY;

        /** Adds a network of layers one after another; an addition takes the last input. Returns the shape of the output. */
        Shape add(List<Layer> layers, List<Shape> shapes) {
            NetworkBuilder builder = new NetworkBuilder();
            List<Tensor> inputs = new ArrayList<>();
            for (Shape shape : shapes) {
                inputs.add(builder.input("input" + inputs.size(), shape));
            }
            Tensor x = inputs.get(0);
            for (Layer layer : layers) {
                boolean two = layer.equals(Add.plain()) || (layer instanceof FrozenConv2d conv && conv.residual());
                String name = "layer" + layers.indexOf(layer);
                x = two ? builder.add(name, layer, x, inputs.get(1)) : builder.add(name, layer, x);
            }
            Network network = builder.build(builder.flatten(LAST, x), 1);
            List<float[]> values = shapes.stream()
                    .map(s -> new float[Math.toIntExact(s.size())])
                    .toList();
            networks.add(new Small(network, network.freeze(), values));
            return x.shape();
        }

        void run(boolean counts) {
            double sum = 0;
            for (Small small : networks) {
                sum += small.frozen().profile(small.inputs(), 1).stream()
                        .filter(layer -> !layer.name().equals(LAST))
                        .mapToLong(LayerTime::nanoseconds)
                        .sum();
            }
            if (counts) {
                least = Math.min(least, sum);
            }
        }

        @Override
        public void close() {
            for (Small small : networks) {
                small.frozen().close();
                small.network().close();
            }
        }
    }
}
