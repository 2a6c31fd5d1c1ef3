package io.github.spectcad.keras;

import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The weights of one layer, from Keras' order of axes to the network's. */
final class LayerConversion {
    private static final int MAX_CHANNELS = 3;

    private final Map<Parameter, KerasArray> arrays = new LinkedHashMap<>();
    private final Optional<Shape> flattened;
    private final Set<Integer> imageChannels;
    private final String problem;
    private boolean adapted;

    /**
     * Pairs the weights.
     *
     * @param parameters of the network's layer, in Keras' order
     * @param source the file's
     * @param flattened the map that is flattened to make the layer's input, if so
     * @param imageChannels the numbers of channels of the network's images
     */
    LayerConversion(
            List<Parameter> parameters,
            List<KerasArray> source,
            Optional<Shape> flattened,
            Set<Integer> imageChannels) {
        this.imageChannels = imageChannels;
        this.flattened = flattened;
        problem = pair(parameters, source);
    }

    private String pair(List<Parameter> parameters, List<KerasArray> source) {
        if (parameters.size() != source.size()) {
            return "the file has " + describe(source) + ", the network " + parameters.size() + " weights";
        }
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            String name = parameter.name().substring(parameter.name().lastIndexOf('/') + 1);
            KerasArray array = source.stream()
                    .filter(a -> a.name().equals(name))
                    .findFirst()
                    .orElse(source.get(i)); // names of Keras 1 are others, their order is the same
            if (!fits(parameter, array)) {
                return name + " has extents " + array.extents() + " in the file, which do not fit the network's "
                        + parameter.dimensions();
            }
            arrays.put(parameter, array);
        }
        return null;
    }

    private static String describe(List<KerasArray> source) {
        List<String> names = new ArrayList<>();
        source.forEach(a -> names.add(a.name()));
        return names.size() + " weights " + names;
    }

    private boolean fits(Parameter parameter, KerasArray array) {
        List<Integer> file = array.extents();
        boolean likeKeras = file.size() != 4 || file.get(3) == 1; // depthwise kernels stay as they are
        return (likeKeras && file.equals(parameter.dimensions())) || isConvolution(parameter, array);
    }

    private boolean isConvolution(Parameter parameter, KerasArray array) {
        List<Integer> own = parameter.dimensions();
        List<Integer> file = array.extents();
        return own.size() == 4
                && file.size() == 4
                && own.get(0).equals(file.get(3))
                && own.get(2).equals(file.get(0))
                && own.get(3).equals(file.get(1))
                && (own.get(1).equals(file.get(2)) || isOfImages(own.get(1), file.get(2)));
    }

    private boolean isOfImages(int own, int file) {
        return imageChannels.contains(own) && own <= MAX_CHANNELS && file <= MAX_CHANNELS;
    }

    /** {@return why the layer cannot be loaded, if so} */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** {@return whether input channels were adapted; known after {@link #values}} */
    boolean isAdapted() {
        return adapted;
    }

    /** {@return values by name of the network's parameter} */
    Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        arrays.forEach((parameter, array) -> {
            float[] read = array.values();
            if (read.length != array.size()) {
                throw new IllegalStateException(
                        array.name() + " has " + read.length + " values instead of " + array.size());
            }
            values.put(parameter.name(), convert(parameter, array, read));
        });
        return values;
    }

    private float[] convert(Parameter parameter, KerasArray array, float[] values) {
        if (isConvolution(parameter, array)) {
            return convolution(parameter.dimensions(), array.extents().get(2), values);
        }
        if (flattened.isPresent() && parameter.dimensions().size() == 2) {
            return afterFlattening(flattened.get(), parameter.dimensions().get(1), values);
        }
        return values;
    }

    /** [height, width, input, output] to [output, input, height, width]. */
    private float[] convolution(List<Integer> own, int fileInputs, float[] values) {
        int outputs = own.get(0);
        int inputs = own.get(1);
        int area = own.get(2) * own.get(3);
        adapted |= fileInputs != inputs;
        float[] converted = new float[outputs * inputs * area];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int a = 0; a < area; a++) {
                    double value = 0;
                    if (fileInputs == inputs) {
                        value = values[(a * inputs + i) * outputs + o];
                    } else {
                        for (int j = 0; j < fileInputs; j++) {
                            value += values[(a * fileInputs + j) * outputs + o];
                        }
                        value /= inputs;
                    }
                    converted[(o * inputs + i) * area + a] = (float) value;
                }
            }
        }
        return converted;
    }

    /** Rows from [height, width, channel] to [channel, height, width]. */
    private static float[] afterFlattening(Shape map, int units, float[] values) {
        int area = Math.toIntExact(map.area());
        float[] converted = new float[values.length];
        for (int c = 0; c < map.channels(); c++) {
            for (int a = 0; a < area; a++) {
                System.arraycopy(values, (a * map.channels() + c) * units, converted, (c * area + a) * units, units);
            }
        }
        return converted;
    }
}
