package io.github.spectcad.nn;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;

/**
 * The head of the paper: twice Dense, ReLU, Dropout; then the clinical features are appended, and a last Dense gives the
 * logits of LAD, RCA and LCX.
 *
 * @param units units of the two hidden layers
 * @param dropout rate of the dropouts, in [0, 1)
 * @param l2 L2 penalty of the hidden layers' kernels: {@code l2 * sum(w^2)} is added to the loss
 * @param clinicalFeatures number of clinical features; 0 leaves them out
 */
public record HeadSpec(int units, double dropout, double l2, int clinicalFeatures) {
    /** The paper's: 128 units, dropout 0.3, L2 0.01, four clinical features (sex, age, weight, height). */
    public static final HeadSpec PAPER = new HeadSpec(128, 0.3, 0.01, 4);

    /** What this library recommends: the paper's with a tenth of its penalty; see docs/protocols.md. */
    public static final HeadSpec RECOMMENDED = new HeadSpec(128, 0.3, 0.001, 4);

    /** Number of outputs: LAD, RCA, LCX. */
    public static final int OUTPUTS = 3;

    /** Checks the values. */
    public HeadSpec {
        if (!(units >= 1)) {
            throw new IllegalArgumentException("units of the head are " + units + ": must be at least 1");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout of the head is " + dropout + ": must lie in [0, 1)");
        }
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2 of the head is " + l2 + ": must be finite and at least 0");
        }
        if (!(clinicalFeatures >= 0)) {
            throw new IllegalArgumentException(
                    "clinical features of the head are " + clinicalFeatures + ": must not be negative");
        }
    }

    /**
     * Adds the layers {@code head_dense1} to {@code head_logits}.
     *
     * @param net builder to add to
     * @param features feature vector
     * @param clinical z-scored clinical features; ignored if the head has none
     * @param auxiliaryOutputs number of further outputs, which see the maps alone; 0 for none
     * @return logits of LAD, RCA, LCX, then of the auxiliary outputs
     */
    Tensor build(NetworkBuilder net, Tensor features, Tensor clinical, int auxiliaryOutputs) {
        Tensor x = features;
        for (int i = 1; i <= 2; i++) {
            x = net.dense("head_dense" + i, x, units, l2);
            x = net.relu("head_relu" + i, x);
            x = net.dropout("head_dropout" + i, x, dropout);
        }
        Tensor hidden = x;
        if (clinicalFeatures > 0) {
            x = net.concat("head_concat", x, clinical);
        }
        Tensor logits = net.dense("head_logits", x, OUTPUTS, 0);
        if (auxiliaryOutputs == 0) {
            return logits;
        }
        Tensor auxiliary = net.dense("auxiliary_logits", hidden, auxiliaryOutputs, 0);
        return net.concat("auxiliary_concat", logits, auxiliary);
    }
}
