package io.github.spectcad.study.table;

import io.github.spectcad.study.evaluation.Estimate;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A cell of a table, as a value: how it looks is decided where the table is rendered. Undefined numbers are NaN.
 *
 * @since 0.1.0
 */
public sealed interface TableCell {
    /**
     * Words.
     *
     * @param value the words
     */
    record Text(String value) implements TableCell {
        /** Checks the value. */
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A count.
     *
     * @param value how many
     * @param of of how many, where the share matters
     */
    record Count(long value, OptionalLong of) implements TableCell {
        /** Checks the values. */
        public Count {
            Objects.requireNonNull(of, "of");
        }
    }

    /**
     * A number.
     *
     * @param value the number; NaN where it is undefined
     * @param kind what it is
     */
    record Value(double value, NumberKind kind) implements TableCell {
        /** Checks the kind. */
        public Value {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * A number with its 95 % interval.
     *
     * @param value the number; NaN where it is undefined
     * @param lower lower limit; NaN where it is undefined
     * @param upper upper limit; NaN where it is undefined
     * @param kind what it is
     */
    record Interval(double value, double lower, double upper, NumberKind kind) implements TableCell {
        /** Checks the kind. */
        public Interval {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * A smallest and a largest share.
     *
     * @param lower the smallest, in [0, 1]
     * @param upper the largest, in [0, 1]
     */
    record Range(double lower, double upper) implements TableCell {}

    /**
     * A mean with its standard deviation.
     *
     * @param mean the mean; NaN where it is undefined
     * @param sd the standard deviation; NaN where it is undefined
     */
    record Mean(double mean, double sd) implements TableCell {}

    /**
     * Words.
     *
     * @param value the words
     * @return the cell
     */
    static TableCell text(String value) {
        return new Text(value);
    }

    /**
     * A count.
     *
     * @param value how many
     * @return the cell
     */
    static TableCell count(long value) {
        return new Count(value, OptionalLong.empty());
    }

    /**
     * A count with its share.
     *
     * @param value how many
     * @param of of how many
     * @return the cell
     */
    static TableCell count(long value, long of) {
        return new Count(value, OptionalLong.of(of));
    }

    /**
     * A measure in [0, 1].
     *
     * @param value the measure; NaN where it is undefined
     * @return the cell
     */
    static TableCell share(double value) {
        return new Value(value, NumberKind.SHARE);
    }

    /**
     * A measure in [0, 1] with its interval.
     *
     * @param estimate the measure
     * @return the cell
     */
    static TableCell share(Estimate estimate) {
        return new Interval(estimate.value(), estimate.lower(), estimate.upper(), NumberKind.SHARE);
    }

    /**
     * A number that may be negative.
     *
     * @param value the number; NaN where it is undefined
     * @return the cell
     */
    static TableCell decimal(double value) {
        return new Value(value, NumberKind.DECIMAL);
    }

    /**
     * A number that may be negative, with its interval.
     *
     * @param estimate the number
     * @return the cell
     */
    static TableCell decimal(Estimate estimate) {
        return new Interval(estimate.value(), estimate.lower(), estimate.upper(), NumberKind.DECIMAL);
    }

    /**
     * A p-value.
     *
     * @param value the p-value; NaN where it is undefined
     * @return the cell
     */
    static TableCell pValue(double value) {
        return new Value(value, NumberKind.P_VALUE);
    }
}
