package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.model.AccuracyRule;
import io.github.spectcad.nn.model.ThresholdRule;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.train.PseudoLabelRule;
import java.util.Objects;

/**
 * How every cell of a study is trained.
 *
 * @param pixels width and height of the maps
 * @param epochs the most epochs
 * @param batchSize patients a step
 * @param learningRate first learning rate of Adam
 * @param plateauFactor what the learning rate is multiplied by on a plateau
 * @param plateauPatience epochs without a better validation accuracy that make a plateau
 * @param learningRateFloor training stops when a plateau brings the learning rate down to this
 * @param rotationDegrees the augmentation of the cells that have it
 * @param denseUnits units of the two dense layers of the head
 * @param l2 penalty on the squared kernels of these layers
 * @param accuracy the validation accuracy watched
 * @param pseudoLabels how a teacher's probabilities become labels
 */
public record Protocol(
        int pixels,
        int epochs,
        int batchSize,
        double learningRate,
        double plateauFactor,
        int plateauPatience,
        double learningRateFloor,
        double rotationDegrees,
        int denseUnits,
        double l2,
        AccuracyRule accuracy,
        PseudoLabelRule pseudoLabels) {
    /** The paper's protocol. */
    public static final Protocol PAPER = new Protocol(
            290,
            300,
            2,
            1e-3,
            0.1,
            10,
            1e-7,
            TrainingConfiguration.PAPER_ROTATION_DEGREES,
            HeadSpec.PAPER.units(),
            HeadSpec.PAPER.l2(),
            AccuracyRule.BINARY,
            PseudoLabelRule.HALF);

    /** Checks the values as far as a training configuration would. */
    public Protocol {
        Objects.requireNonNull(accuracy, "accuracy");
        Objects.requireNonNull(pseudoLabels, "pseudoLabels");
        if (!(rotationDegrees > 0 && rotationDegrees <= 180)) {
            throw new IllegalArgumentException("rotationDegrees is " + rotationDegrees + ": must lie in (0, 180]");
        }
    }

    /**
     * The training of one cell.
     *
     * @param cell the cell
     * @param seed the study's seed
     * @return the configuration
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TrainingConfiguration configuration(Cell cell, long seed) {
        HeadSpec paper = HeadSpec.PAPER;
        HeadSpec head = new HeadSpec(denseUnits, paper.dropout(), l2, paper.clinicalFeatures());
        return new TrainingConfiguration(
                new NetworkSpec(cell.backbone(), cell.input(), pixels, head),
                cell.strategy(),
                cell.augmented() ? rotationDegrees : 0,
                epochs,
                batchSize,
                learningRate,
                plateauFactor,
                plateauPatience,
                learningRateFloor,
                accuracy,
                ThresholdRule.YOUDEN,
                BatchNormStatistics.KERAS,
                seed);
    }
}
