package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.io.picture.BullsEye;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Builds one self-contained HTML page: style, figures and pictures are inside, there are no scripts, and nothing is loaded.
 * Figures and tables are numbered in the order in which they are added, and each figure is kept as a file, too. What came
 * out, what may not be concluded and the contents stand first. All text given is escaped. The research-use notice is
 * always on it.
 *
 * <p>Not safe for concurrent use. Equal calls give an equal page.
 */
public final class HtmlReport {
    private static final int LONGEST_NAME = 60;

    private final String title;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> cautions = new LinkedHashSet<>();
    private final Set<String> generalCautions = new LinkedHashSet<>();
    private final StringBuilder contents = new StringBuilder();
    /** The page's content in order: what was written between figures, and the figures themselves. */
    private final List<CharSequence> parts = new ArrayList<>();

    private final Map<String, AtomicFile.Content> figureFiles = new LinkedHashMap<>();
    private StringBuilder body = new StringBuilder();
    private int sections;
    private int tables;

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
     * Adds a sentence to what came out, which stands on top of the page.
     *
     * @param sentence the finding
     * @return this
     */
    public HtmlReport finding(String sentence) {
        findings.add(sentence);
        return this;
    }

    /**
     * Adds a sentence on what may not be concluded from one of the findings; these stand below the findings. One that is
     * there already is not added again.
     *
     * @param sentence the caution
     * @return this
     */
    public HtmlReport caution(String sentence) {
        cautions.add(sentence);
        return this;
    }

    /**
     * Adds a sentence on what may not be concluded whatever came out; these stand below the cautions of single findings.
     *
     * @param sentence the caution
     * @return this
     */
    public HtmlReport generalCaution(String sentence) {
        generalCautions.add(sentence);
        return this;
    }

    /**
     * Begins a section.
     *
     * @param heading its heading
     * @return this
     */
    public HtmlReport section(String heading) {
        return heading(2, heading);
    }

    /**
     * Begins a part of a section.
     *
     * @param heading its heading
     * @return this
     */
    public HtmlReport subsection(String heading) {
        return heading(3, heading);
    }

    private HtmlReport heading(int level, String text) {
        sections++;
        contents.append("<li class=\"l")
                .append(level)
                .append("\"><a href=\"#s")
                .append(sections)
                .append("\">");
        contents.append(Html.escape(text)).append("</a></li>\n");
        body.append("<h").append(level).append(" id=\"s").append(sections).append("\">");
        body.append(Html.escape(text)).append("</h").append(level).append(">\n");
        return this;
    }

    /**
     * Adds a paragraph.
     *
     * @param text its text
     * @return this
     */
    public HtmlReport paragraph(String text) {
        Html.element(body, "p", text);
        return this;
    }

    /**
     * Adds a list.
     *
     * @param items its items
     * @return this
     */
    public HtmlReport list(List<String> items) {
        body.append("<ul>\n");
        items.forEach(item -> Html.element(body, "li", item));
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
        body.append("<pre tabindex=\"0\"><code>")
                .append(Html.escape(text.strip()))
                .append("</code></pre>\n");
        return this;
    }

    /**
     * Adds a table. Numbers are set flush right.
     *
     * @param table the table
     * @return this
     */
    public HtmlReport table(Table table) {
        tables++;
        HtmlTable.append(body, table, "Table " + tables + ". ");
        return this;
    }

    /**
     * Adds figures side by side.
     *
     * @param figures the figures
     * @return this
     */
    public HtmlReport figures(Figure... figures) {
        return figures(List.of(figures), "");
    }

    /**
     * Adds figures side by side.
     *
     * @param figures the figures
     * @param note what the caption of each says besides its title, for example how intervals were computed; may be empty
     * @return this
     */
    public HtmlReport figures(List<Figure> figures, String note) {
        body.append("<div class=\"row\">\n");
        for (Figure figure : figures) {
            String file =
                    keep(figure.title(), "svg", out -> out.write(figure.svg().getBytes(StandardCharsets.UTF_8)));
            body.append("<figure>");
            parts.add(body);
            parts.add(figure.svg());
            body = new StringBuilder();
            caption(note.isEmpty() ? figure.title() : figure.title() + ". " + note, file);
            body.append("</figure>\n");
        }
        body.append("</div>\n");
        return this;
    }

    /**
     * Adds a figure of bull's-eyes. They stand in the figure's rows where the page is wide enough, one below the other
     * where it is not; the figure's file holds them in its rows.
     *
     * @param figure the figure
     * @param note what the caption says besides the figure's title; may be empty
     * @return this
     */
    public HtmlReport figure(BullsEyeFigure figure, String note) {
        String file = keep(figure.title(), "png", out -> out.write(Html.png(figure.draw())));
        body.append("<figure><div class=\"eyes\" style=\"--columns: ")
                .append(Math.min(figure.columns(), figure.panels().size()))
                .append("\">\n");
        for (BullsEye panel : figure.panels()) {
            Html.image(body, panel.draw(), figure.title() + ": " + panel.title());
        }
        body.append("</div>");
        caption(note.isEmpty() ? figure.title() : figure.title() + ". " + note, file);
        body.append("</figure>\n");
        return this;
    }

    private void caption(String text, String file) {
        body.append("<figcaption><b>Figure ").append(figureFiles.size()).append(".</b> ");
        body.append(Html.escape(text)).append(" <span class=\"file\">");
        body.append(Html.escape(file)).append("</span></figcaption>");
    }

    /** Keeps the file of the next figure and returns its name. */
    private String keep(String figureTitle, String ending, AtomicFile.Content content) {
        String words = figureTitle
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        String name = words.substring(0, Math.min(words.length(), LONGEST_NAME)).replaceAll("-+$", "");
        String file = String.format(
                Locale.ROOT, "figure-%02d%s.%s", figureFiles.size() + 1, name.isEmpty() ? "" : "-" + name, ending);
        figureFiles.put(file, content);
        return file;
    }

    /** {@return the figures as files by their names: SVG, or PNG for bull's-eyes} */
    public Map<String, AtomicFile.Content> figureFiles() {
        return Collections.unmodifiableMap(figureFiles);
    }

    /** {@return the page as HTML, to be stored as UTF-8} */
    public String toHtml() {
        StringBuilder page = new StringBuilder();
        try {
            writeTo(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory can always be written to
        }
        return page.toString();
    }

    /**
     * The page as the content of a file.
     *
     * @return writes the page as UTF-8, part by part
     */
    AtomicFile.Content content() {
        return out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writeTo(writer);
            writer.flush();
        };
    }

    private void writeTo(Appendable page) throws IOException {
        page.append(head());
        for (CharSequence part : parts) {
            page.append(part);
        }
        page.append(body).append("</main>\n</body>\n</html>\n");
    }

    private StringBuilder head() {
        StringBuilder page = Html.begin(title);
        page.append("<h1>").append(Html.escape(title)).append("</h1>\n");
        Html.notice(page, Prediction.RESEARCH_USE_ONLY);
        box(page, "What came out", findings);
        List<String> all = new ArrayList<>(cautions);
        all.addAll(generalCautions);
        box(page, "What may not be concluded", all);
        if (contents.length() > 0) {
            page.append("<nav aria-label=\"Contents\"><h2>Contents</h2>\n<ol>\n")
                    .append(contents)
                    .append("</ol></nav>\n");
        }
        return page;
    }

    private static void box(StringBuilder page, String heading, List<String> items) {
        if (!items.isEmpty()) {
            page.append("<section class=\"box\"><h2>").append(heading).append("</h2>\n<ul>\n");
            items.forEach(item -> Html.element(page, "li", item));
            page.append("</ul></section>\n");
        }
    }
}
