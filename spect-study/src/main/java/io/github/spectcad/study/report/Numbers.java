package io.github.spectcad.study.report;

import io.github.spectcad.study.table.NumberKind;
import io.github.spectcad.study.table.TableCell;
import io.github.spectcad.study.text.NumberText;

/** How values are written for people: the same everywhere, whatever the locale. */
final class Numbers {
    private static final String UNDEFINED = "n/a";

    private Numbers() {}

    static String text(TableCell cell) {
        if (cell instanceof TableCell.Text text) {
            return text.value();
        }
        if (cell instanceof TableCell.Count count) {
            return count.of().isPresent() ? count(count.value(), count.of().getAsLong()) : Long.toString(count.value());
        }
        if (cell instanceof TableCell.Value number) {
            return number(number.value(), number.kind());
        }
        if (cell instanceof TableCell.Interval interval) {
            String value = number(interval.value(), interval.kind());
            return Double.isNaN(interval.lower())
                    ? value
                    : value + " (" + number(interval.lower(), interval.kind()) + " to "
                            + number(interval.upper(), interval.kind()) + ")";
        }
        if (cell instanceof TableCell.Range range) {
            return number(range.lower(), NumberKind.SHARE) + " to " + number(range.upper(), NumberKind.SHARE);
        }
        TableCell.Mean mean = (TableCell.Mean) cell;
        return Double.isNaN(mean.mean()) ? UNDEFINED : NumberText.of("%.2f ± %.2f", mean.mean(), mean.sd());
    }

    /** Two decimals of a share, three of other numbers; a p-value below 0.001 as that. */
    static String number(double value, NumberKind kind) {
        if (Double.isNaN(value)) {
            return UNDEFINED;
        }
        return switch (kind) {
            case SHARE -> NumberText.of("%.2f", value);
            case DECIMAL -> NumberText.of("%.3f", value);
            case P_VALUE -> value < 0.001 ? "<0.001" : NumberText.of("%.3f", value);
        };
    }

    /** A count with its share, for example {@code 87 (87.00 %)}; without share where the total is 0. */
    static String count(long count, long total) {
        return total == 0 ? Long.toString(count) : NumberText.of("%d (%.2f %%)", count, 100.0 * count / total);
    }
}
