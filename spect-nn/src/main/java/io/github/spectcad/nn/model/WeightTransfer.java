package io.github.spectcad.nn.model;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What became of each parameter of a network that started from given weights.
 *
 * @param copied parameters of the same name and extents, taken as they are
 * @param adapted kernels of first convolutions on another number of channels: each channel gets the sum of the old
 *     channels divided by the new number of channels, so that maps that are all the same give the same as before
 * @param fresh parameters without a counterpart, left at their random first values
 */
public record WeightTransfer(List<String> copied, List<String> adapted, List<String> fresh) {
    /** Copies the lists. */
    public WeightTransfer {
        copied = List.copyOf(copied);
        adapted = List.copyOf(adapted);
        fresh = List.copyOf(fresh);
    }

    /** {@return number of parameters in all} */
    public int size() {
        return copied.size() + adapted.size() + fresh.size();
    }

    /**
     * An array of weights to be copied.
     *
     * @param dimensions its extents, of kernels [filters, channels, height, width]
     * @param values gives its values, row-major
     */
    public record Source(List<Integer> dimensions, Supplier<float[]> values) {
        /** Copies the extents. */
        public Source {
            dimensions = List.copyOf(dimensions);
            Objects.requireNonNull(values, "values");
        }
    }

    /**
     * Copies all weights of a network that fit.
     *
     * @param from the weights
     * @param member which member's where {@code from} is an ensemble, from 1
     * @param to the network that gets them
     */
    static WeightTransfer copy(Network from, int member, Network to) {
        Map<String, Source> sources = new HashMap<>();
        String prefix = EnsembleNetwork.prefix(member);
        for (Parameter p : from.parameters()) {
            sources.put(
                    p.name().startsWith(prefix) ? p.name().substring(prefix.length()) : p.name(),
                    new Source(p.dimensions(), () -> from.parameterValues(p.name())));
        }
        return copy(sources, imageChannels(from), to);
    }

    /**
     * Copies all weights that fit. The channels of a first convolution are those of an image; a kernel counts as such where
     * all its extents but that of the channels are equal.
     *
     * @param sources the weights by name of the parameter
     * @param imageChannels the numbers of channels that images of the sources may have
     * @param to the network, which is changed
     * @return what became of each parameter of the network
     * @throws IllegalArgumentException if a value is not finite or smaller than allowed
     */
    public static WeightTransfer copy(Map<String, Source> sources, Set<Integer> imageChannels, Network to) {
        List<String> copied = new ArrayList<>();
        List<String> adapted = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        Set<Integer> targetChannels = imageChannels(to);
        for (Parameter target : to.parameters()) {
            Source source = sources.get(target.name());
            if (source != null && source.dimensions().equals(target.dimensions())) {
                to.setParameter(target.name(), source.values().get());
                copied.add(target.name());
            } else if (source != null
                    && isFirstKernel(source.dimensions(), imageChannels)
                    && isFirstKernel(target.dimensions(), targetChannels)
                    && differOnlyInChannels(source.dimensions(), target.dimensions())) {
                to.setParameter(
                        target.name(), adapted(source.values().get(), source.dimensions(), target.dimensions()));
                adapted.add(target.name());
            } else {
                fresh.add(target.name());
            }
        }
        return new WeightTransfer(copied, adapted, fresh);
    }

    private static Set<Integer> imageChannels(Network network) {
        return network.inputShapes().stream()
                .filter(shape -> !shape.isVector())
                .map(Shape::channels)
                .collect(Collectors.toSet());
    }

    private static boolean isFirstKernel(List<Integer> dimensions, Set<Integer> imageChannels) {
        return dimensions.size() == 4 && imageChannels.contains(dimensions.get(1));
    }

    private static boolean differOnlyInChannels(List<Integer> x, List<Integer> y) {
        return x.get(0).equals(y.get(0)) && x.subList(2, 4).equals(y.subList(2, 4));
    }

    private static float[] adapted(float[] old, List<Integer> source, List<Integer> target) {
        int filters = source.get(0);
        int oldChannels = source.get(1);
        int newChannels = target.get(1);
        int area = source.get(2) * source.get(3);
        float[] values = new float[filters * newChannels * area];
        for (int f = 0; f < filters; f++) {
            for (int i = 0; i < area; i++) {
                double sum = 0;
                for (int c = 0; c < oldChannels; c++) {
                    sum += old[(f * oldChannels + c) * area + i];
                }
                for (int c = 0; c < newChannels; c++) {
                    values[(f * newChannels + c) * area + i] = (float) (sum / newChannels);
                }
            }
        }
        return values;
    }
}
