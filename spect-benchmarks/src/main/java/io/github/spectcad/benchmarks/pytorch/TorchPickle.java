package io.github.spectcad.benchmarks.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pickles, by protocol 2, the attributes of a TorchScript module of the class {@code __torch__.Net}. */
final class TorchPickle {
    private static final int MAXIMUM_SHORT = 0xffff;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int storages;

    private TorchPickle() {}

    /** A module without parameters. */
    static byte[] module() {
        TorchPickle pickle = new TorchPickle();
        pickle.begin();
        return pickle.end();
    }

    /** A module with lists of tensors {@code p} and {@code s}, whose values are the storages 0, 1, ... in this order. */
    static byte[] module(List<TorchParameter> trained, List<TorchParameter> statistics) {
        TorchPickle pickle = new TorchPickle();
        pickle.begin();
        pickle.tensors("p", trained);
        pickle.tensors("s", statistics);
        return pickle.end();
    }

    private void begin() {
        text("\u0080\u0002c__torch__\nNet\n)\u0081}(");
        string("training");
        text("\u0089");
    }

    private byte[] end() {
        text("ub.");
        return bytes.toByteArray();
    }

    private void tensors(String name, List<TorchParameter> parameters) {
        string(name);
        text("ctorch.jit._pickle\nbuild_tensorlist\n](");
        parameters.forEach(this::tensor);
        text("e\u0085R");
    }

    private void tensor(TorchParameter parameter) {
        text("ctorch._utils\n_rebuild_tensor_v2\n((");
        string("storage");
        text("ctorch\nFloatStorage\n");
        string(Integer.toString(storages++));
        string("cpu");
        number(parameter.size());
        text("tQ"); // persistent id
        number(0);
        tuple(parameter.dimensions());
        tuple(strides(parameter.dimensions()));
        text("\u0089ccollections\nOrderedDict\n)RtR");
    }

    private static List<Long> strides(List<Long> dimensions) {
        Long[] strides = new Long[dimensions.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dimensions.get(i);
        }
        return List.of(strides);
    }

    private void tuple(List<Long> values) {
        text("(");
        values.forEach(v -> number(Math.toIntExact(v)));
        text("t");
    }

    private void number(int value) {
        text(value <= MAXIMUM_SHORT ? "M" : "J");
        for (int i = 0; i < (value <= MAXIMUM_SHORT ? Short.BYTES : Integer.BYTES); i++) {
            bytes.write(value >>> (Byte.SIZE * i));
        }
    }

    private void string(String value) {
        text("X");
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes.write(value.length() >>> (Byte.SIZE * i));
        }
        text(value);
    }

    private void text(String latin) {
        bytes.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
    }
}
