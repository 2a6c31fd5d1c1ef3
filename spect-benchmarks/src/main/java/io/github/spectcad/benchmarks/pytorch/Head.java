package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;
import java.util.List;

/** The head of the paper: two dense layers of 128 with ReLU and dropout, the clinical features, three logits. */
final class Head {
    static final int CLINICAL = 4;
    static final int OUTPUTS = 3;
    static final double L2 = 0.01;

    /** Layers whose kernels are penalised. */
    static final List<String> PENALISED = List.of("head_dense1", "head_dense2");

    private static final int UNITS = 128;
    private static final double DROPOUT = 0.3;

    private Head() {}

    static Value write(ScriptWriter net, Value map, Value clinical) {
        Value x = net.flatten(map);
        for (String layer : PENALISED) {
            x = net.dropout(net.relu(net.dense(layer, x, UNITS)), DROPOUT);
        }
        return net.dense("head_logits", net.concat(List.of(x, clinical)), OUTPUTS);
    }
}
