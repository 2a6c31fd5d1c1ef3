package io.github.spectcad.nn.graph;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Binary cross-entropy of independent outputs, computed from logits z without clipping: {@code mean(max(z, 0) - z y +
 * log(1 + exp(-|z|)))} over samples and outputs, gradient {@code (sigmoid(z) - y) / count}.
 */
final class BinaryCrossEntropy {
    private BinaryCrossEntropy() {}

    /** Writes the gradient with respect to the logits and returns the loss. */
    static double apply(INDArray logits, float[] labels, INDArray gradient) {
        double sum = 0;
        INDArray z = logits.reshape(labels.length);
        INDArray g = gradient.reshape(labels.length);
        for (int i = 0; i < labels.length; i++) {
            double logit = z.getDouble(i);
            sum += Math.max(logit, 0) - logit * labels[i] + Math.log1p(Math.exp(-Math.abs(logit)));
            g.putScalar(i, (sigmoid(logit) - labels[i]) / labels.length);
        }
        return sum / labels.length;
    }

    /** The logistic function. */
    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    static void requireLabels(float[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if (!(labels[i] >= 0 && labels[i] <= 1)) {
                throw new IllegalArgumentException("label " + i + " is " + labels[i] + ": must lie in [0, 1]");
            }
        }
    }
}
