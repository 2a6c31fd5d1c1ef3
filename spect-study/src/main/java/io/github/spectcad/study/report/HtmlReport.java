package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.Base64;
import java.util.List;

/**
 * Builds one self-contained HTML page: style, figures and pictures are inside, there are no scripts, and nothing is loaded.
 * All text given is escaped. The research-use notice is always on it.
 *
 * <p>Not safe for concurrent use. Equal calls give an equal page.
 */
public final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 sans-serif; color: #111; background: #fff; max-width: 1180px; margin: 2em auto; \
            padding: 0 1.5em; }
            h1 { font-size: 1.7em; margin-bottom: 0.2em; }
            h2 { font-size: 1.25em; margin-top: 2em; border-bottom: 1px solid #bbb; }
            h3 { font-size: 1.05em; margin-top: 1.5em; }
            .notice { border: 2px solid #a33; padding: 0.5em 1em; font-weight: bold; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-size: 12.5px; margin: 1em 0; font-variant-numeric: tabular-nums; }
            caption { text-align: left; font-weight: bold; padding-bottom: 0.4em; }
            th, td { padding: 0.2em 0.45em; text-align: left; vertical-align: top; }
            thead th { border-top: 1.5px solid #111; border-bottom: 1px solid #111; }
            tbody tr:last-child td { border-bottom: 1.5px solid #111; }
            td.n { text-align: right; }
            td.n, td.s { white-space: nowrap; }
            figure { margin: 1.2em 0; }
            .row { display: flex; flex-wrap: wrap; gap: 1em; align-items: flex-start; }
            .row figure { margin: 0; }
            figure svg { max-width: 100%; height: auto; }
            figcaption { font-size: 13px; max-width: 60em; }
            pre { background: #f4f4f4; border: 1px solid #ddd; padding: 0.8em 1em; overflow-x: auto; font-size: 13px; }
            @page { size: landscape; margin: 12mm; }
            @media print { body { max-width: none; margin: 0; font-size: 10pt; } figure, table, pre \
            { break-inside: avoid; } .scroll { overflow: visible; } h2, h3 { break-after: avoid; } \
            pre { white-space: pre-wrap; } table { font-size: 7.5pt; } \
            td.s, td.n { white-space: normal; } th, td { padding: 0.1em 0.4em; } }
            """;

    private static final int MOST_UNWRAPPED = 50;

    private final String title;
    private final StringBuilder body = new StringBuilder();

    private HtmlReport(String title) {
        this.title = title;
    }

    /**
     * Begins a page.
     *
     * @param title its title
     * @return an empty report
     */
    public static HtmlReport titled(String title) {
        return new HtmlReport(title);
    }

    /**
     * Begins a section.
     *
     * @param heading its heading
     * @return this
     */
    public HtmlReport section(String heading) {
        return element("h2", heading);
    }

    /**
     * Begins a part of a section.
     *
     * @param heading its heading
     * @return this
     */
    public HtmlReport subsection(String heading) {
        return element("h3", heading);
    }

    /**
     * Adds a paragraph.
     *
     * @param text its text
     * @return this
     */
    public HtmlReport paragraph(String text) {
        return element("p", text);
    }

    /**
     * Adds a list.
     *
     * @param items its items
     * @return this
     */
    public HtmlReport list(List<String> items) {
        body.append("<ul>\n");
        items.forEach(item -> element("li", item));
        body.append("</ul>\n");
        return this;
    }

    /**
     * Adds a listing.
     *
     * @param text program text or shell commands
     * @return this
     */
    public HtmlReport code(String text) {
        body.append("<pre><code>").append(escape(text.strip())).append("</code></pre>\n");
        return this;
    }

    /**
     * Adds a table. Numbers are set flush right.
     *
     * @param table the table
     * @return this
     */
    public HtmlReport table(Table table) {
        body.append("<div class=\"scroll\"><table><caption>")
                .append(escape(table.caption()))
                .append("</caption>\n<thead><tr>");
        table.header()
                .forEach(name ->
                        body.append("<th scope=\"col\">").append(escape(name)).append("</th>"));
        body.append("</tr></thead>\n<tbody>\n");
        for (List<TableCell> row : table.rows()) {
            body.append("<tr>");
            row.forEach(cell -> body.append(opening(cell))
                    .append(escape(Numbers.text(cell)))
                    .append("</td>"));
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    private static String opening(TableCell cell) {
        if (!(cell instanceof TableCell.Text text)) {
            return "<td class=\"n\">";
        }
        return text.value().length() <= MOST_UNWRAPPED ? "<td class=\"s\">" : "<td>";
    }

    /**
     * Adds figures side by side.
     *
     * @param figures the figures
     * @return this
     */
    public HtmlReport figures(Figure... figures) {
        return figures(List.of(figures));
    }

    /**
     * Adds figures side by side.
     *
     * @param figures the figures
     * @return this
     */
    public HtmlReport figures(List<Figure> figures) {
        body.append("<div class=\"row\">\n");
        for (Figure figure : figures) {
            body.append("<figure>").append(figure.svg()).append("</figure>\n");
        }
        body.append("</div>\n");
        return this;
    }

    /**
     * Adds pictures side by side.
     *
     * @param pictures the pictures
     * @return this
     */
    public HtmlReport pictures(List<Picture> pictures) {
        body.append("<div class=\"row\">\n");
        for (Picture picture : pictures) {
            body.append("<figure><img alt=\"")
                    .append(escape(picture.caption()))
                    .append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(picture.png()))
                    .append("\"><figcaption>")
                    .append(escape(picture.caption()))
                    .append("</figcaption></figure>\n");
        }
        body.append("</div>\n");
        return this;
    }

    /** {@return the page as HTML, to be stored as UTF-8} */
    public String toHtml() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<h1>" + escape(title)
                + "</h1>\n<p class=\"notice\">" + escape(Prediction.RESEARCH_USE_ONLY) + "</p>\n" + body
                + "</body>\n</html>\n";
    }

    private HtmlReport element(String name, String text) {
        body.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append(">\n");
        return this;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
