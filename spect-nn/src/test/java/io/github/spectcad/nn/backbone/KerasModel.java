package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A backbone under a flattening and dense head with the parameters of {@code keras_golden.py}: a formula of name and index
 * that keeps values and gradients of every layer well away from 0.
 *
 * @param network the network
 * @param features shape of the backbone's last map
 */
public record KerasModel(Network network, Shape features) implements AutoCloseable {
    /** The formula for a name: uniform in [-1, 1) at each index. */
    record Formula(long start) {
        static Formula of(String name) {
            CRC32 crc = new CRC32();
            crc.update(name.getBytes(StandardCharsets.UTF_8));
            return new Formula(crc.getValue() << 32);
        }

        double at(int index) {
            long z = start + index * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            return (z >>> 11) * 0x1p-52 - 1;
        }
    }

    /**
     * Builds and fills the network.
     *
     * @param id the backbone
     * @param pixels rows and columns of the maps
     * @param type precision
     * @return the model
     */
    public static KerasModel of(String id, int pixels, DataType type) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = Backbones.load().require(id).build(net, net.input("images", Shape.map(2, pixels, pixels)));
        Network network = net.allocate(net.dense("head", net.flatten("flatten", x), 3, 0), type);
        KerasModel model = new KerasModel(network, x.shape());
        network.parameters().parallelStream().forEach(p -> network.setParameter(p.name(), model.values(p)));
        return model;
    }

    /**
     * Samples of two channels.
     *
     * @param pixels rows and columns of the maps
     * @param count number of samples
     * @return {@code [count, 2, pixels, pixels]}
     */
    public static float[] samples(int pixels, int count) {
        float[] values = new float[count * 2 * pixels * pixels];
        Formula uniform = Formula.of("input");
        int i = 0;
        for (int sample = 0; sample < count; sample++) {
            for (int channel = 0; channel < 2; channel++) {
                for (int pixel = 0; pixel < pixels * pixels; pixel++) {
                    values[i++] = ((float) uniform.at((sample * pixels * pixels + pixel) * 2 + channel) + 1) / 2;
                }
            }
        }
        return values;
    }

    /** Keras' index of the value at our index: height, width, input, output. */
    IntUnaryOperator kerasIndex(Parameter parameter) {
        List<Integer> d = parameter.dimensions();
        if (parameter.name().equals("head/kernel")) { // [channel x row x column, output]
            int outputs = d.get(1);
            int area = Math.toIntExact(features.area());
            return i -> {
                int feature = i / outputs;
                return (feature % area * features.channels() + feature / area) * outputs + i % outputs;
            };
        }
        if (d.size() != 4 || parameter.name().contains("dwconv")) {
            return i -> i;
        }
        int outputs = d.get(0);
        int inputs = d.get(1);
        int area = d.get(2) * d.get(3);
        return i -> {
            int output = i / (inputs * area);
            int input = i / area % inputs;
            return (i % area * inputs + input) * outputs + output;
        };
    }

    /** What the formula gives for a parameter. */
    float[] values(Parameter parameter) {
        String name = parameter.name();
        IntUnaryOperator index = kerasIndex(parameter);
        List<Integer> d = parameter.dimensions();
        double offset = 0;
        double factor = 0.2;
        switch (name.substring(name.lastIndexOf('/') + 1)) {
            case "kernel" -> {
                double fanIn = name.startsWith("head/")
                        ? d.get(0)
                        : name.contains("dwconv") ? d.get(0) * d.get(1) : d.get(1) * d.get(2) * d.get(3);
                double gain = name.startsWith("head/") ? 3 : name.endsWith("_3_conv/kernel") ? 0.5 : 6;
                factor = Math.sqrt(gain / fanIn);
            }
            case "gamma" -> {
                offset = 1;
                factor = 0.3;
            }
            case "moving_variance" -> {
                offset = 1;
                factor = 0.5;
            }
            default -> {}
        }
        float[] values = new float[Math.toIntExact(parameter.size())];
        Formula uniform = Formula.of(name);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + factor * uniform.at(index.applyAsInt(i)));
        }
        return values;
    }

    @Override
    public void close() {
        network.close();
    }
}
