package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.frozen.FrozenConv2d;
import io.github.spectcad.nn.frozen.FrozenDepthwiseConv2d;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.LayerTime;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.ParameterSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the layers of our prediction take, beside what the machine can do. */
final class Profile {
    private static final int WARM_UP = 100;
    private static final int MATRIX = 2000;
    private static final int MEMORY = 1 << 26;
    private static final double GIGA = 1e9;
    private static final double MILLION = 1e6;

    private double milliseconds;
    private double operations;
    private double bytes;
    private int layers;

    private Profile() {}

    private void add(LayerTime layer, long nanoseconds) {
        layers++;
        milliseconds += nanoseconds / MILLION;
        operations += operations(layer);
        bytes += Float.BYTES
                * layer.layer().parameters(layer.inputs()).stream()
                        .mapToDouble(ParameterSpec::size)
                        .sum();
    }

    /** Prints a table of kinds of layers: least time of each layer, summed. */
    static void print(String backbone, int pixels, int repetitions) {
        NetworkSpec spec = new NetworkSpec(backbone, "early-fusion", pixels, HeadSpec.PAPER);
        Batch patient = new Batch(1, pixels);
        List<float[]> inputs = List.of(patient.images(), patient.clinical());
        Map<String, Profile> kinds = new TreeMap<>();
        try (Network network = spec.assemble(1);
                FrozenNetwork frozen = network.freeze()) {
            for (int i = 0; i < WARM_UP; i++) {
                frozen.logits(inputs, 1);
            }
            List<LayerTime> layers = frozen.profile(inputs, 1);
            long[] least = layers.stream().mapToLong(LayerTime::nanoseconds).toArray();
            for (int i = 1; i < repetitions; i++) {
                List<LayerTime> again = frozen.profile(inputs, 1);
                for (int j = 0; j < least.length; j++) {
                    least[j] = Math.min(least[j], again.get(j).nanoseconds());
                }
            }
            for (int j = 0; j < least.length; j++) {
                kinds.computeIfAbsent(kind(layers.get(j)), k -> new Profile()).add(layers.get(j), least[j]);
            }
        }
        System.out.printf(
                "Layers of a prediction with %s. GFLOP: what is computed, by Winograd's algorithm a quarter of the direct"
                        + " way; MB: parameters.%n%n",
                backbone);
        System.out.println("| layers | number | ms | GFLOP | GFLOP/s | MB | GB/s |\n|---|---|---|---|---|---|---|");
        kinds.forEach((kind, p) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.0f | %.1f | %.1f |%n",
                kind,
                p.layers,
                p.milliseconds,
                p.operations / GIGA,
                p.operations / MILLION / p.milliseconds,
                p.bytes / MILLION,
                p.bytes / MILLION / p.milliseconds));
        System.out.println();
    }

    private static String kind(LayerTime layer) {
        if (layer.layer() instanceof FrozenConv2d frozen) {
            Conv2d conv = frozen.conv();
            boolean pointwise = conv.kernelHeight() == 1 && conv.kernelWidth() == 1 && conv.stride() == 1;
            return frozen.winograd()
                    ? "convolution by Winograd's algorithm"
                    : pointwise ? "1 x 1 convolution" : "other convolution";
        }
        if (layer.layer() instanceof FrozenDepthwiseConv2d) {
            return "depthwise convolution";
        }
        return layer.layer().getClass().getSimpleName();
    }

    private static double operations(LayerTime layer) {
        if (layer.layer() instanceof FrozenConv2d frozen) {
            Conv2d conv = frozen.conv();
            double direct = 2.0
                    * conv.outputShape(layer.inputs().subList(0, 1)).size()
                    * layer.inputs().get(0).channels()
                    * conv.kernelHeight()
                    * conv.kernelWidth();
            return frozen.winograd() ? direct / 4 : direct;
        }
        return 0;
    }

    /** Prints what the machine can do at most: a large product of matrices, and reading memory. */
    static void printMachine() {
        INDArray a = Nd4j.rand(new long[] {MATRIX, MATRIX});
        INDArray b = Nd4j.rand(new long[] {MATRIX, MATRIX});
        NativeOp product = NativeOp.matmul(a, false, b, false, Nd4j.create(new long[] {MATRIX, MATRIX}));
        double operations = 2.0 * MATRIX * MATRIX * MATRIX;
        INDArray memory = Nd4j.create(new long[] {MEMORY});
        FloatBuffer values = Floats.of(memory);
        int chunks = MEMORY / Floats.CHUNK;
        int tasks = Parallel.nativeThreads();
        List<Double> products = new ArrayList<>();
        List<Double> reads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            products.add(seconds(product::run));
            reads.add(seconds(() -> Parallel.run(tasks, task -> {
                for (int chunk = task; chunk < chunks; chunk += tasks) {
                    values.get(chunk * Floats.CHUNK, Floats.scratch()[0], 0, Floats.CHUNK);
                }
            })));
        }
        System.out.printf(
                Locale.ROOT,
                "This machine: product of two matrices of %d x %d %.0f GFLOP/s, reading memory %.1f GB/s.%n%n",
                MATRIX,
                MATRIX,
                operations / GIGA / products.stream().min(Double::compare).orElseThrow(),
                (double) Float.BYTES
                        * MEMORY
                        / GIGA
                        / reads.stream().min(Double::compare).orElseThrow());
        memory.close();
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / GIGA;
    }
}
