package io.github.spectcad.nn.model;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
     * Copies all weights that fit. The channels of a first convolution are those of an image, one or two; a kernel counts
     * as such where all its extents but that of the channels are equal.
     *
     * @param from the weights
     * @param member which member's where {@code from} is an ensemble, from 1
     * @param to the network that gets them
     */
    static WeightTransfer copy(Network from, int member, Network to) {
        Map<String, Parameter> sources = new HashMap<>();
        String prefix = EnsembleNetwork.prefix(member);
        for (Parameter p : from.parameters()) {
            sources.put(p.name().startsWith(prefix) ? p.name().substring(prefix.length()) : p.name(), p);
        }
        List<String> copied = new ArrayList<>();
        List<String> adapted = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (Parameter target : to.parameters()) {
            Parameter source = sources.get(target.name());
            if (source != null && source.dimensions().equals(target.dimensions())) {
                to.setParameter(target.name(), from.parameterValues(source.name()));
                copied.add(target.name());
            } else if (source != null
                    && isFirstKernel(source, from)
                    && isFirstKernel(target, to)
                    && differOnlyInChannels(source, target)) {
                to.setParameter(target.name(), adapted(from.parameterValues(source.name()), source, target));
                adapted.add(target.name());
            } else {
                fresh.add(target.name());
            }
        }
        return new WeightTransfer(copied, adapted, fresh);
    }

    private static boolean isFirstKernel(Parameter parameter, Network network) {
        return parameter.dimensions().size() == 4
                && network.inputShapes().stream()
                        .anyMatch(shape -> !shape.isVector()
                                && shape.channels() == parameter.dimensions().get(1));
    }

    private static boolean differOnlyInChannels(Parameter a, Parameter b) {
        List<Integer> x = a.dimensions();
        List<Integer> y = b.dimensions();
        return x.get(0).equals(y.get(0)) && x.subList(2, 4).equals(y.subList(2, 4));
    }

    /** Kernels are [filters, channels, height, width]. */
    private static float[] adapted(float[] old, Parameter source, Parameter target) {
        int filters = source.dimensions().get(0);
        int oldChannels = source.dimensions().get(1);
        int newChannels = target.dimensions().get(1);
        int area = source.dimensions().get(2) * source.dimensions().get(3);
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
