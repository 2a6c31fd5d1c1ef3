package io.github.spectcad.study.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A document of sections with paragraphs and tables, written as Markdown or as one HTML page. */
final class CardDocument {
    private final String title;
    private final List<Section> sections = new ArrayList<>();

    CardDocument(String title) {
        this.title = Objects.requireNonNull(title, "title");
    }

    /** One section: paragraphs, then a table, whose first row is its head; no table where there is no row. */
    private record Section(String title, List<String> paragraphs, List<List<String>> rows) {}

    CardDocument section(String heading, List<String> paragraphs, List<List<String>> rows) {
        sections.add(new Section(heading, List.copyOf(paragraphs), List.copyOf(rows)));
        return this;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# ").append(markdown(title)).append('\n');
        for (Section section : sections) {
            text.append("\n## ").append(markdown(section.title)).append('\n');
            section.paragraphs.forEach(
                    paragraph -> text.append('\n').append(markdown(paragraph)).append('\n'));
            for (int i = 0; i < section.rows.size(); i++) {
                List<String> row = section.rows.get(i);
                text.append(i == 0 ? "\n" : "").append('|');
                row.forEach(cell -> text.append(' ').append(markdown(cell)).append(" |"));
                text.append('\n');
                if (i == 0) {
                    text.append('|').append("---|".repeat(row.size())).append('\n');
                }
            }
        }
        return text.toString();
    }

    /** Text of one line in which nothing is markup. */
    private static String markdown(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
    }

    String html() {
        StringBuilder text = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
                        + "color:#1e1e1e}.table{overflow-x:auto;margin:1rem 0}table{border-collapse:collapse}th,td{border:1px solid #bbb;"
                        + "padding:.3rem .6rem;text-align:left;vertical-align:top}td:last-child{overflow-wrap:anywhere}th{background:#eee}"
                        + "h1{line-height:1.2}</style></head><body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        for (Section section : sections) {
            text.append("<h2>").append(escaped(section.title)).append("</h2>\n");
            section.paragraphs.forEach(
                    paragraph -> text.append("<p>").append(escaped(paragraph)).append("</p>\n"));
            for (int i = 0; i < section.rows.size(); i++) {
                String cell = i == 0 ? "th" : "td";
                text.append(i == 0 ? "<div class=\"table\"><table>\n" : "").append("<tr>");
                section.rows
                        .get(i)
                        .forEach(value -> text.append('<')
                                .append(cell)
                                .append('>')
                                .append(escaped(value))
                                .append("</")
                                .append(cell)
                                .append('>'));
                text.append("</tr>\n").append(i == section.rows.size() - 1 ? "</table></div>\n" : "");
            }
        }
        return text.append("</body></html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
