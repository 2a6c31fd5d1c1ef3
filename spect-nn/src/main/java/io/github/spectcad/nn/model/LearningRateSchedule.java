package io.github.spectcad.nn.model;

/**
 * How the learning rate falls, and with it which weights are kept.
 *
 * @since 0.1.0
 */
public enum LearningRateSchedule {
    /**
     * The paper's: reduced on plateaus of the validation accuracy until it arrives at its floor; kept are the weights of
     * the epoch with the highest validation accuracy.
     */
    PLATEAU,

    /**
     * Along half a cosine from the first learning rate to 0 over all steps of the training (Loshchilov and Hutter 2017,
     * arXiv:1608.03983, without restarts); kept are the weights of the last epoch, so validation patients decide nothing
     * but the thresholds. Plateau and floor have no effect.
     */
    COSINE
}
