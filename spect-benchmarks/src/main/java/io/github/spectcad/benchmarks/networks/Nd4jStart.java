package io.github.spectcad.benchmarks.networks;

import org.nd4j.linalg.factory.Nd4j;

/** The least that a program on ND4J does: a product of two matrices of 2 x 2. What it takes no model on ND4J can do without. */
final class Nd4jStart implements Predictor {
    @Override
    public void predict() {
        double sum = Nd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber().doubleValue();
        if (sum != 8) {
            throw new IllegalStateException("the product sums up to " + sum);
        }
    }

    @Override
    public void close() {}
}
