package io.github.spectcad.nn.layer;

/**
 * Where batch normalisations take their statistics from while a network trains.
 *
 * <p>With small batches, such as the paper's two patients, the mean and variance of a batch are noisy, and most so in late
 * layers, whose maps have few pixels: what training normalises by differs from step to step, and from the running
 * statistics that predictions use. Two ways out: a momentum nearer to 1, so that the running statistics average over more
 * steps (0.99 is about the last 100); or frozen statistics, which make training normalise as prediction does. Frozen
 * statistics are for networks that start from trained weights: those of a fresh network are mean 0 and variance 1.
 *
 * @param momentum weight of the old running statistics, in [0, 1), of layers that have {@link BatchNorm#DEFAULT_MOMENTUM};
 *     layers with a momentum of their own keep it
 * @param frozen whether all layers use their running statistics in training, and leave them alone
 */
public record BatchNormStatistics(double momentum, boolean frozen) {
    /** As Keras does: statistics of the batch, momentum 0.99. */
    public static final BatchNormStatistics KERAS = new BatchNormStatistics(BatchNorm.DEFAULT_MOMENTUM, false);

    /** Checks the momentum. */
    public BatchNormStatistics {
        Require.fraction("momentum", momentum);
    }

    /**
     * Applies them to a layer.
     *
     * @param layer any layer
     * @return the layer itself unless it is a batch normalisation that they change
     */
    public Layer apply(Layer layer) {
        return layer instanceof BatchNorm norm ? norm.with(this) : layer;
    }
}
