package io.github.spectcad.stats;

import java.util.Objects;

/** The checks of arguments that several classes share, written so that NaN fails. */
final class Arguments {

    private Arguments() {}

    /** Checks a confidence level. */
    static double requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "confidence level must lie in (0, 1), got " + level + ": use for example 0.95");
        }
        return level;
    }

    /** Checks that a value lies in [0, 1]. */
    static double requireProportion(double value, String name) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie in [0, 1], got " + value);
        }
        return value;
    }

    /** Checks that a value lies in (0, 1). */
    static double requireOpenProportion(double value, String name) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must lie in (0, 1), got " + value);
        }
        return value;
    }

    /** Checks that a value is positive and finite. */
    static double requirePositive(double value, String name) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
        }
        return value;
    }

    /** Checks that a count is not negative. */
    static long requireCount(long count, String name) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must not be negative, got " + count);
        }
        return count;
    }

    /** Checks that a count is at least a minimum. */
    static int requireAtLeast(int minimum, int count, String name) {
        if (count < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", got " + count);
        }
        return count;
    }

    /** Checks that no value is NaN. */
    static double[] requireNoNaN(double[] values, String name) {
        Objects.requireNonNull(values, name);
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is NaN, which has no rank: remove or impute missing values first");
            }
        }
        return values;
    }

    /** Checks that all values are finite. */
    static double[] requireFinite(double[] values, String name) {
        Objects.requireNonNull(values, name);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] must be finite, got " + values[i]);
            }
        }
        return values;
    }

    /** Checks that all values are probabilities. */
    static double[] requireProbabilities(double[] values, String name) {
        Objects.requireNonNull(values, name);
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must be a probability in [0, 1], got " + values[i]);
            }
        }
        return values;
    }

    /** Checks that two lengths agree. */
    static void requireSameLength(int first, String firstName, int second, String secondName) {
        if (first != second) {
            throw new IllegalArgumentException(firstName + " and " + secondName
                    + " must have the same length, one value per subject, got " + first + " and " + second);
        }
    }

    /** Checks that labels are 0 or 1 and returns how many are 1. */
    static int countPositives(int[] labels) {
        Objects.requireNonNull(labels, "labels");
        int positives = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            if ((label & ~1) != 0) {
                throw new IllegalArgumentException(
                        "labels[" + i + "] must be 0 (healthy) or 1 (diseased), got " + label);
            }
            positives += label;
        }
        return positives;
    }

    /** Checks that labels are 0 or 1 and that both occur, and returns how many are 1. */
    static int requireBothClasses(int[] labels) {
        int positives = countPositives(labels);
        if (positives == 0) {
            throw new IllegalArgumentException("labels hold no 1 (diseased) among " + labels.length
                    + " subjects: a ROC curve needs at least one subject of each class");
        }
        if (positives == labels.length) {
            throw new IllegalArgumentException("labels hold no 0 (healthy) among " + labels.length
                    + " subjects: a ROC curve needs at least one subject of each class");
        }
        return positives;
    }

    /** Checks that a sample is not empty and has no NaN. */
    static double[] requireSample(double[] values, String name) {
        requireNoNaN(values, name);
        if (values.length == 0) {
            throw new IllegalArgumentException(name + " is empty: at least one value is needed");
        }
        return values;
    }
}
