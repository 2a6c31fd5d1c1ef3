package io.github.spectcad.study.factorial;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.TrainingSettings;
import io.github.spectcad.nn.train.PseudoLabelRule;
import java.util.Objects;

/**
 * How every cell of a study is trained.
 *
 * @param pixels width and height of the maps, from 1 to {@link NetworkSpec#MAX_PIXELS}
 * @param settings how networks are trained; in JSON its fields stand beside the others
 * @param rotationDegrees the augmentation of the cells that have it, in (0, 180]
 * @param denseUnits units of the two dense layers of the head, at least 1
 * @param l2 penalty on the squared kernels of these layers, at least 0
 * @param dropout dropout of the head, in [0, 1); null means the paper's
 * @param pseudoLabels how a teacher's probabilities become labels; null means {@link PseudoLabelRule#TEACHER}
 */
public record Protocol(
        int pixels,
        @JsonUnwrapped TrainingSettings settings,
        double rotationDegrees,
        int denseUnits,
        double l2,
        Double dropout,
        PseudoLabelRule pseudoLabels) {
    /** The paper's protocol. */
    public static final Protocol PAPER = new Protocol(
            290,
            TrainingSettings.PAPER,
            TrainingConfiguration.PAPER_ROTATION_DEGREES,
            HeadSpec.PAPER.units(),
            HeadSpec.PAPER.l2(),
            HeadSpec.PAPER.dropout(),
            PseudoLabelRule.TEACHER);

    /** What this library recommends; docs/protocols.md says where it differs from the paper and why. */
    public static final Protocol RECOMMENDED = new Protocol(
            TrainingConfiguration.RECOMMENDED_PIXELS,
            TrainingSettings.RECOMMENDED,
            TrainingConfiguration.PAPER_ROTATION_DEGREES,
            HeadSpec.RECOMMENDED.units(),
            HeadSpec.RECOMMENDED.l2(),
            HeadSpec.RECOMMENDED.dropout(),
            PseudoLabelRule.SOFT);

    /** Checks the values; NaN fails. */
    public Protocol {
        Objects.requireNonNull(settings, "settings");
        dropout = Objects.requireNonNullElse(dropout, HeadSpec.PAPER.dropout());
        pseudoLabels = Objects.requireNonNullElse(pseudoLabels, PseudoLabelRule.TEACHER);
        NetworkSpec.requirePixels(pixels);
        if (!(rotationDegrees > 0 && rotationDegrees <= 180)) {
            throw new IllegalArgumentException("rotationDegrees is " + rotationDegrees + ": must lie in (0, 180]");
        }
        if (denseUnits < 1) {
            throw new IllegalArgumentException("denseUnits is " + denseUnits + ": must be at least 1");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout is " + dropout + ": must lie in [0, 1)");
        }
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2 is " + l2 + ": must be finite and at least 0");
        }
    }

    /** This protocol with another rule of pseudo-labels. */
    Protocol withPseudoLabels(PseudoLabelRule rule) {
        return new Protocol(pixels, settings, rotationDegrees, denseUnits, l2, dropout, rule);
    }

    /**
     * The training of one cell.
     *
     * @param cell the cell
     * @param seed the study's seed
     * @return the configuration
     */
    public TrainingConfiguration configuration(Cell cell, long seed) {
        HeadSpec head = new HeadSpec(denseUnits, dropout, l2, HeadSpec.PAPER.clinicalFeatures());
        return new TrainingConfiguration(
                new NetworkSpec(cell.backbone(), cell.input(), pixels, head),
                cell.strategy(),
                cell.augmented() ? rotationDegrees : 0,
                settings,
                seed);
    }
}
