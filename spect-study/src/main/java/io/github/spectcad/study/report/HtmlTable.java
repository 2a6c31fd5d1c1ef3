package io.github.spectcad.study.report;

import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.List;

/** Tables in a page: words flush left, numbers and their headings flush right. */
final class HtmlTable {
    private static final int MOST_UNWRAPPED = 50;

    private HtmlTable() {}

    /**
     * Adds a table, which can be scrolled where it is wider than the page, below its caption, which is never wider; the
     * number is the begin of the caption.
     */
    static void append(StringBuilder page, Table table, String number) {
        String caption = Html.escape(number + table.caption());
        page.append("<figure class=\"table\"><figcaption>")
                .append(caption)
                .append("</figcaption>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(caption)
                .append("\"><table>\n<thead><tr>");
        for (int column = 0; column < table.header().size(); column++) {
            page.append(isNumber(table, column) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .append(Html.escape(table.header().get(column)))
                    .append("</th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (List<TableCell> row : table.rows()) {
            page.append("<tr>");
            row.forEach(cell -> page.append(opening(cell))
                    .append(Html.escape(Numbers.text(cell)))
                    .append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div></figure>\n");
    }

    private static boolean isNumber(Table table, int column) {
        return table.rows().stream().anyMatch(row -> !(row.get(column) instanceof TableCell.Text));
    }

    private static String opening(TableCell cell) {
        if (!(cell instanceof TableCell.Text text)) {
            return "<td class=\"n\">";
        }
        return text.value().length() <= MOST_UNWRAPPED ? "<td class=\"s\">" : "<td>";
    }
}
