package io.github.spectcad.nn.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What a model's prediction is the mean of: it predicts by the mean of the logits of its members and, where it was
 * asked for, by the mean of these probabilities over maps as they are and turned.
 *
 * @param folds parts the patients were divided into, at least 1; each member of a seed was trained without one of them
 * @param seeds how often each was trained, with another seed each time, at least 1
 * @param rotationDegrees maps are predicted as they are and turned by this angle to either side; 0 for as they are alone,
 *     at most 180
 * @since 0.1.0
 */
public record Averaging(int folds, int seeds, double rotationDegrees) {
    /** One network, maps as they are. */
    public static final Averaging NONE = new Averaging(1, 1, 0);

    /** What this library recommends: five networks, each trained without a fifth of the patients; see docs/protocols.md. */
    public static final Averaging RECOMMENDED = new Averaging(5, 1, 0);

    /** The most members a model may have. */
    public static final int MOST_MEMBERS = 100;

    /** Checks the values; NaN fails. */
    public Averaging {
        if (!(folds >= 1 && seeds >= 1 && (long) folds * seeds <= MOST_MEMBERS)) {
            throw new IllegalArgumentException("folds and seeds are " + folds + " and " + seeds
                    + ": must be at least 1, and together give at most " + MOST_MEMBERS + " networks");
        }
        if (!(rotationDegrees >= 0 && rotationDegrees <= 180)) {
            throw new IllegalArgumentException("rotationDegrees is " + rotationDegrees + ": must lie in [0, 180]");
        }
    }

    /** {@return number of networks} */
    @JsonIgnore
    public int members() {
        return folds * seeds;
    }

    /** The angles each map is predicted at. */
    @JsonIgnore
    List<Double> angles() {
        return rotationDegrees == 0 ? List.of(0.0) : List.of(0.0, -rotationDegrees, rotationDegrees);
    }
}
