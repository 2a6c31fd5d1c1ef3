package io.github.spectcad.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The column names of a CSV file. Names with a meaning are found whatever their case, with blanks or hyphens for
 * underscores; a name that is nearly one of them is a problem, since its values would be lost in silence.
 */
final class CsvHeader {
    private static final int LONG_NAME = 8;

    private final Map<String, Integer> columns = new LinkedHashMap<>();

    /**
     * Reads a header.
     *
     * @param file for messages
     * @param line the line it stands in
     * @param cells its cells, stripped; trailing empty ones have been removed
     * @param known the names with a meaning
     * @throws CsvFormatException if a name occurs twice or is misspelt, naming all of them
     */
    CsvHeader(Path file, int line, List<String> cells, List<String> known) throws CsvFormatException {
        List<CsvFormatException> problems = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String alike = cell.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            String column = known.contains(alike) ? alike : cell;
            if (column.isEmpty()) {
                column = "column_" + (i + 1);
            }
            if (columns.putIfAbsent(column, i) != null) {
                problems.add(CsvFormatException.ofCell(file, line, column, "the header names this column twice", null));
            }
        }
        for (String column : columns.keySet()) {
            misspelt(column, known)
                    .ifPresent(meant -> problems.add(CsvFormatException.ofCell(
                            file,
                            line,
                            column,
                            "no such column is known, but " + meant + " is: write " + meant
                                    + " if you mean it, else another name",
                            null)));
        }
        CsvFormatException.throwAll(file, problems);
    }

    /** The known name, absent from the file, that a name is one or two letters away from. */
    private Optional<String> misspelt(String column, List<String> known) {
        if (known.contains(column)) {
            return Optional.empty();
        }
        String name = column.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(other -> !columns.containsKey(other) && digits(name).equals(digits(other)))
                .filter(other -> distance(name, other) <= (other.length() > LONG_NAME ? 2 : 1))
                .findFirst();
    }

    private static String digits(String name) {
        return name.replaceAll("\\D", "");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }

    /** {@return the names in file order} */
    Set<String> names() {
        return columns.keySet();
    }

    int size() {
        return columns.size();
    }

    /** {@return where a column stands, or null} */
    Integer indexOf(String column) {
        return columns.get(column);
    }
}
