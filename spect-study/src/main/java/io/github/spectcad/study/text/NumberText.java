package io.github.spectcad.study.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers as text for people: the same whatever the locale, and what rounds to zero has no sign.
 *
 * @since 0.1.0
 */
public final class NumberText {
    private static final Pattern SIGNED_ZERO = Pattern.compile("(?<![\\w.])[-+](0(?:\\.0+)?)(?![.\\w])");

    private NumberText() {}

    /**
     * {@link String#format(Locale, String, Object...)} of the root locale, with {@code 0.00} in place of {@code -0.00} and
     * {@code +0.00}. A column loses its width by that: write the number first, then its column.
     *
     * @throws java.util.IllegalFormatException as {@link String#format(String, Object...)} does
     */
    public static String of(String format, Object... values) {
        return SIGNED_ZERO.matcher(String.format(Locale.ROOT, format, values)).replaceAll("$1");
    }

    /**
     * A p-value with three decimals after the sign that belongs there, to be written behind {@code p}: {@code = 0.023}, or
     * {@code < 0.001} where it would round to zero; {@code = NaN} where there is none.
     */
    public static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : of("= %.3f", p);
    }
}
