package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.kernel.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parameters in one flat array, with a view for each. */
final class ParameterStore implements AutoCloseable {
    private final List<Parameter> layout;
    private final INDArray flat;
    private final Map<String, INDArray> views = new LinkedHashMap<>();

    private ParameterStore(List<Parameter> layout, INDArray flat) {
        this.layout = List.copyOf(layout);
        this.flat = flat;
        for (Parameter p : layout) {
            long[] dimensions =
                    p.dimensions().stream().mapToLong(Integer::longValue).toArray();
            views.put(p.name(), Views.of(flat, p.offset(), dimensions));
        }
    }

    /** Room for parameters, with undefined values. */
    static ParameterStore allocate(List<Parameter> layout, DataType type) {
        long size = layout.stream().mapToLong(Parameter::size).sum();
        return new ParameterStore(layout, Nd4j.createUninitialized(type, Math.max(1, size)));
    }

    /** Adds a parameter that lies elsewhere. */
    void share(String name, INDArray values) {
        views.put(name, values);
    }

    List<Parameter> layout() {
        return layout;
    }

    INDArray flat() {
        return flat;
    }

    boolean has(String name) {
        return views.containsKey(name);
    }

    INDArray view(String name) {
        INDArray view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no parameter \"" + name + "\" in this network");
        }
        return view;
    }

    long trainableSize() {
        return layout.stream()
                .filter(Parameter::trainable)
                .mapToLong(Parameter::size)
                .sum();
    }

    /** The least that a value may be. */
    double minimum(String name) {
        return layout.stream()
                .filter(p -> p.name().equals(name))
                .mapToDouble(Parameter::minimum)
                .findFirst()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    void set(String name, float[] values) {
        Transfer.copy(values, view(name));
    }

    @Override
    public void close() {
        flat.close();
    }
}
