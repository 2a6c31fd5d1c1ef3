package io.github.spectcad.study.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A document of sections with paragraphs and tables, written as Markdown or as one HTML page. */
final class CardDocument {
    private static final Pattern NUMBER =
            Pattern.compile("[-−+<]?\\d+(\\.\\d+)?( %| of \\d+)?( \\(.*\\))?|undefined|–");
    private static final String STYLE = "body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
            + "color:#1e1e1e;overflow-wrap:anywhere}h1,h2{line-height:1.2}h2{margin-top:2.2rem;border-bottom:1px solid #bbb}"
            + "figure{margin:1.2rem 0}figcaption{font-weight:bold;font-size:.9rem}.table{overflow-x:auto}"
            + "table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}"
            + "th,td{border-bottom:1px solid #ccc;padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;"
            + "overflow-wrap:break-word}td:last-child,th:last-child{padding-right:0}"
            + "td.w{overflow-wrap:anywhere}thead th{border-bottom:1.5px solid #1e1e1e}.n{text-align:right}td.n{white-space:nowrap}"
            + "summary{cursor:pointer;margin-top:1rem}@media(max-width:600px){table{font-size:.8rem}}"
            + "@media print{body{max-width:none;margin:0;font-size:10pt}tr{break-inside:avoid}.table{overflow:visible}}";

    private final String title;
    private final List<Section> sections = new ArrayList<>();

    CardDocument(String title) {
        this.title = Objects.requireNonNull(title, "title");
    }

    /** A table, whose first row is its head. */
    private record Table(String caption, List<List<String>> rows) {
        /** Whether the column holds numbers, which stand flush right. */
        boolean isNumber(int column) {
            return rows.size() > 1
                    && rows.stream()
                            .skip(1)
                            .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
        }
    }

    /** A heading with what stands below it; a folded one is opened by the reader. */
    static final class Section {
        private final String heading;
        private final boolean folded;
        private final List<Object> parts = new ArrayList<>();

        private Section(String heading, boolean folded) {
            this.heading = heading;
            this.folded = folded;
        }

        Section paragraph(String text) {
            parts.add(text);
            return this;
        }

        /** Adds a table unless it has no row below its head. */
        Section table(String caption, List<List<String>> rows) {
            if (rows.size() > 1) {
                parts.add(new Table(caption, List.copyOf(rows)));
            }
            return this;
        }
    }

    Section section(String heading) {
        return add(new Section(heading, false));
    }

    Section folded(String heading) {
        return add(new Section(heading, true));
    }

    private Section add(Section section) {
        sections.add(section);
        return section;
    }

    CardDocument section(String heading, List<String> paragraphs, List<List<String>> rows) {
        Section section = section(heading);
        paragraphs.forEach(section::paragraph);
        section.table("", rows);
        return this;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# ").append(markdown(title)).append('\n');
        for (Section section : sections) {
            text.append(section.folded ? "\n<details><summary>" : "\n## ")
                    .append(section.folded ? escaped(section.heading) : markdown(section.heading))
                    .append(section.folded ? "</summary>\n" : "\n");
            for (Object part : section.parts) {
                text.append('\n');
                if (part instanceof Table table) {
                    markdown(text, table);
                } else {
                    text.append(markdown((String) part)).append('\n');
                }
            }
            text.append(section.folded ? "\n</details>\n" : "");
        }
        return text.toString();
    }

    private static void markdown(StringBuilder text, Table table) {
        if (!table.caption.isEmpty()) {
            text.append("**").append(markdown(table.caption)).append("**\n\n");
        }
        for (int i = 0; i < table.rows.size(); i++) {
            text.append('|');
            table.rows
                    .get(i)
                    .forEach(cell -> text.append(' ').append(markdown(cell)).append(" |"));
            text.append('\n');
            if (i == 0) {
                text.append('|');
                IntStream.range(0, table.rows.get(0).size())
                        .forEach(column -> text.append(table.isNumber(column) ? "---:|" : "---|"));
                text.append('\n');
            }
        }
    }

    /** Text of one line in which nothing is markup. */
    private static String markdown(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
    }

    String html() {
        StringBuilder text = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                                + " content=\"width=device-width, initial-scale=1\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        for (Section section : sections) {
            String tag = section.folded ? "summary" : "h2";
            text.append(section.folded ? "<details>" : "");
            element(text, tag, "", section.heading);
            for (Object part : section.parts) {
                if (part instanceof Table table) {
                    html(text, table);
                } else {
                    element(text, "p", "", (String) part);
                }
            }
            text.append(section.folded ? "</details>\n" : "");
        }
        return text.append("</body></html>\n").toString();
    }

    private static void html(StringBuilder text, Table table) {
        text.append("<figure>");
        if (!table.caption.isEmpty()) {
            element(text, "figcaption", "", table.caption);
        }
        text.append("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(escaped(table.caption.isEmpty() ? "table" : table.caption))
                .append("\"><table>\n");
        for (int i = 0; i < table.rows.size(); i++) {
            text.append(i == 0 ? "<thead><tr>" : "<tr>");
            List<String> row = table.rows.get(i);
            for (int column = 0; column < row.size(); column++) {
                String alignment =
                        table.isNumber(column) ? " class=\"n\"" : isOneWord(row.get(column)) ? " class=\"w\"" : "";
                element(text, i == 0 ? "th" : "td", alignment, row.get(column));
            }
            text.append(i == 0 ? "</tr></thead>\n<tbody>" : "</tr>\n");
        }
        text.append("</tbody></table></div></figure>\n");
    }

    /** Whether a cell is one long word, such as a digest, which is broken anywhere. */
    private static boolean isOneWord(String cell) {
        return cell.length() > 30 && !cell.contains(" ");
    }

    private static void element(StringBuilder text, String tag, String attributes, String content) {
        text.append('<')
                .append(tag)
                .append(attributes)
                .append('>')
                .append(escaped(content))
                .append("</")
                .append(tag)
                .append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
