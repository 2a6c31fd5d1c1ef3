package io.github.spectcad.io;

/** Foreign text as messages show it: on one line, short, and with characters that a terminal would act on escaped. */
final class Shown {
    private static final int LONGEST = 60;
    private static final int LONGEST_TEXT = 300;

    private Shown() {}

    /** A cell or a name, in quotes. */
    static String cell(String text) {
        return "'" + cut(text, LONGEST) + "'";
    }

    /** What another library says. */
    static String text(String text) {
        return text == null ? "no reason given" : cut(text, LONGEST_TEXT);
    }

    /** A whole message: on one line, nothing left out. */
    static String line(String text) {
        return cut(text, Integer.MAX_VALUE);
    }

    private static String cut(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && at < longest) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (isPlain(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("\\u%04X", point));
            }
        }
        if (at < text.length()) {
            shown.append("... (").append(text.length()).append(" characters)");
        }
        return shown.toString();
    }

    private static boolean isPlain(int point) {
        return point == ' '
                || (!Character.isISOControl(point)
                        && !Character.isSpaceChar(point)
                        && !Character.isWhitespace(point)
                        && Character.isDefined(point)
                        && Character.getType(point) != Character.FORMAT
                        && Character.getType(point) != Character.SURROGATE
                        && Character.getType(point) != Character.PRIVATE_USE);
    }
}
