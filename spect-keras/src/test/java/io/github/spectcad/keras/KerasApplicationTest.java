package io.github.spectcad.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Shape;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A network of Keras Applications, whose weights come from a file in Keras' order, gives the logits that Keras itself gave
 * with these weights: those of {@code keras_golden.py} in the tests of spect-nn, in double precision. Its weights follow a
 * formula of the layer's name and the index of the value in Keras' order.
 */
class KerasApplicationTest {
    private static final int PIXELS = 48;
    private static final double[] LOGITS = {-0.32894278010962086, -0.1304528339547926, 0.14612267726499834};

    @TempDir
    private Path folder;

    private static double uniform(long start, int index) {
        long z = start + index * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1p-52 - 1;
    }

    private static long start(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() << 32;
    }

    /** The weights of a layer in Keras' order of axes. */
    private static Object values(Parameter parameter) {
        String name = parameter.name();
        List<Integer> d = parameter.dimensions();
        double offset = name.endsWith("/gamma") || name.endsWith("/moving_variance") ? 1 : 0;
        double factor = name.endsWith("/gamma") ? 0.3 : name.endsWith("/moving_variance") ? 0.5 : 0.2;
        int[] extents = d.stream().mapToInt(Integer::intValue).toArray();
        if (name.endsWith("/kernel")) {
            boolean depthwise = name.contains("dwconv");
            double fanIn = d.size() == 2 ? d.get(0) : depthwise ? d.get(0) * d.get(1) : d.get(1) * d.get(2) * d.get(3);
            factor = Math.sqrt((d.size() == 2 ? 3 : 6) / fanIn);
            extents = d.size() == 2 || depthwise ? extents : new int[] {d.get(2), d.get(3), d.get(1), d.get(0)};
        }
        long start = start(name);
        if (extents.length == 1) {
            float[] vector = new float[extents[0]];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (offset + factor * uniform(start, i));
            }
            return vector;
        }
        if (extents.length == 2) {
            float[][] matrix = new float[extents[0]][extents[1]];
            for (int i = 0; i < parameter.size(); i++) {
                matrix[i / extents[1]][i % extents[1]] = (float) (factor * uniform(start, i));
            }
            return matrix;
        }
        float[][][][] kernel = new float[extents[0]][extents[1]][extents[2]][extents[3]];
        int i = 0;
        for (float[][][] row : kernel) {
            for (float[][] pixel : row) {
                for (float[] input : pixel) {
                    for (int o = 0; o < input.length; o++) {
                        input[o] = (float) (factor * uniform(start, i++));
                    }
                }
            }
        }
        return kernel;
    }

    private void write(Path file, List<Parameter> parameters) {
        Map<String, WritableGroup> layers = new LinkedHashMap<>();
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            WritableGroup all = hdf.putGroup("layers");
            for (Parameter p : parameters) {
                WritableGroup vars = layers.computeIfAbsent(p.layer(), layer -> {
                    WritableGroup group = all.putGroup("group_" + layers.size());
                    group.putAttribute("name", layer);
                    return group.putGroup("vars");
                });
                vars.putDataset(Integer.toString(vars.getChildren().size()), values(p));
            }
        }
    }

    @Test
    void itsLogitsAreThoseOfKerasItself() throws IOException {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = Backbones.load()
                .require("efficientnet-b0")
                .build(net, net.input("images", Shape.map(2, PIXELS, PIXELS)));
        try (Network network = net.build(net.dense("head", net.flatten("flatten", x), 3, 0), 1, DataType.DOUBLE)) {
            Path file = folder.resolve("efficientnet.weights.h5");
            write(file, network.parameters());
            LoadReport report = KerasWeights.load(file, network);
            assertTrue(report.isComplete(), report.toString());
            float[] images = new float[2 * PIXELS * PIXELS];
            long start = start("input");
            for (int i = 0; i < images.length; i++) {
                int channel = i / (PIXELS * PIXELS);
                images[i] = ((float) uniform(start, i % (PIXELS * PIXELS) * 2 + channel) + 1) / 2;
            }
            try (SaliencySession session = network.saliency()) {
                float[] logits = session.logits(List.of(images));
                double scale = Math.max(Math.abs(LOGITS[0]), Math.max(Math.abs(LOGITS[1]), Math.abs(LOGITS[2])));
                for (int i = 0; i < LOGITS.length; i++) {
                    assertEquals(LOGITS[i], logits[i], 1e-5 * scale);
                }
            }
        }
    }
}
