package io.github.spectcad.study.report;

import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as CSV (RFC 4180), lines ended by a line feed: one value in each cell, numbers with all their digits, undefined ones
 * empty. A column of intervals becomes three, {@code auc}, {@code auc_lower} and {@code auc_upper}; one of counts with shares
 * {@code x} and {@code x_of}; one of means {@code x} and {@code x_sd}.
 */
final class TableCsv {
    private TableCsv() {}

    static String of(Table table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(new ArrayList<>());
        table.rows().forEach(row -> lines.add(new ArrayList<>()));
        Set<String> names = new LinkedHashSet<>();
        for (int column = 0; column < table.header().size(); column++) {
            int at = column;
            List<Map<String, String>> cells =
                    table.rows().stream().map(row -> values(row.get(at))).toList();
            Set<String> parts = new LinkedHashSet<>(List.of(""));
            cells.forEach(cell -> parts.addAll(cell.keySet()));
            for (String part : parts) {
                String name = name(table.header().get(column)) + part;
                if (!names.add(name)) {
                    throw new IllegalArgumentException(
                            "table '" + table.caption() + "' would have two columns '" + name + "' as CSV");
                }
                lines.get(0).add(name);
                for (int row = 0; row < cells.size(); row++) {
                    lines.get(row + 1).add(cells.get(row).getOrDefault(part, ""));
                }
            }
        }
        return lines.stream().map(TableCsv::line).collect(Collectors.joining());
    }

    /** The name of a column for programs: lower case, words joined by {@code _}, without what is said of intervals. */
    private static String name(String heading) {
        String words = heading.replace("(95 % interval)", "").toLowerCase(Locale.ROOT);
        return words.replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_+|_+$", "");
    }

    /** The values of a cell by the end of their column's name. */
    private static Map<String, String> values(TableCell cell) {
        Map<String, String> values = new LinkedHashMap<>();
        if (cell instanceof TableCell.Text text) {
            values.put("", text.value());
        } else if (cell instanceof TableCell.Count count) {
            values.put("", Long.toString(count.value()));
            count.of().ifPresent(of -> values.put("_of", Long.toString(of)));
        } else if (cell instanceof TableCell.Value number) {
            values.put("", digits(number.value()));
        } else if (cell instanceof TableCell.Interval interval) {
            values.put("", digits(interval.value()));
            values.put("_lower", digits(interval.lower()));
            values.put("_upper", digits(interval.upper()));
        } else if (cell instanceof TableCell.Range range) {
            values.put("_lower", digits(range.lower()));
            values.put("_upper", digits(range.upper()));
        } else if (cell instanceof TableCell.Mean mean) {
            values.put("", digits(mean.mean()));
            values.put("_sd", digits(mean.sd()));
        }
        return values;
    }

    private static String digits(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TableCsv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
