package io.github.spectcad.study.figure;

import io.github.spectcad.study.text.NumberText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** The common look of all figures, and the one place that turns a chart into SVG. */
final class ChartPainter {
    /** Eight colours that colour-blind people tell apart (Okabe and Ito 2008), darkest first for print. */
    static final List<Color> COLOURS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x7F7F7F));

    static final Color GUIDE = new Color(0x8C8C8C);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final String ID = "spect-figure-id";
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Pattern ROOT = Pattern.compile("<svg[^>]*style=\"([^\"]*)\"[^>]*>");
    private static final float[][] DASHES = {null, {7, 3}, {2, 3}, {9, 3, 2, 3}};

    private ChartPainter() {}

    static Color colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    /** A line whose pattern differs from its neighbours', so that it is told apart without colour. */
    static BasicStroke line(int index) {
        return stroke(1.8f, DASHES[index % DASHES.length]);
    }

    static BasicStroke guide() {
        return stroke(1f, new float[] {4, 4});
    }

    private static BasicStroke stroke(float width, float[] dash) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
    }

    /** A number on an axis; what rounds to zero has no sign. */
    static String tick(double value, int digits) {
        return NumberText.of("%." + digits + "f", value);
    }

    static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(GUIDE);
        styler.setPlotGridLinesColor(new Color(0xE3E3E3));
        styler.setPlotGridLinesStroke(stroke(1f, null));
        styler.setChartFontColor(Color.BLACK);
        styler.setChartTitleFont(TITLE);
        styler.setChartTitleBoxVisible(false);
        styler.setAxisTitleFont(TEXT);
        styler.setAxisTickLabelsFont(SMALL);
        styler.setLegendFont(SMALL);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setChartPadding(8);
        styler.setSeriesColors(COLOURS.toArray(Color[]::new));
    }

    /**
     * Paints a chart.
     *
     * @param chart a chart whose styler went through {@link #style}
     * @param labels every string the chart shows besides titles, series names and numbers on axes
     */
    static Figure paint(Chart<? extends AxesChartStyler, ?> chart, String title, List<String> labels) {
        return paint(chart, title, labels, 0, graphics -> {});
    }

    /**
     * Paints a chart with something at its right.
     *
     * @param chart a chart whose styler went through {@link #style}
     * @param labels every string the chart shows besides titles, series names and numbers on axes
     * @param beside width of the space at the right of the chart
     * @param painter paints it
     */
    static Figure paint(
            Chart<? extends AxesChartStyler, ?> chart,
            String title,
            List<String> labels,
            int beside,
            Consumer<Graphics2D> painter) {
        SvgGraphics graphics = new SvgGraphics(context());
        OutlineText text = graphics.text();
        AxesChartStyler styler = chart.getStyler();
        List.of(styler.getChartTitleFont(), TEXT, SMALL).forEach(text::addFont);
        text.add(chart.getTitle());
        text.add(chart.getXAxisTitle());
        text.add(chart.getYAxisTitle());
        chart.getSeriesMap().keySet().forEach(name -> name.lines().forEach(text::add));
        labels.forEach(text::add);
        if (styler.getxAxisTickLabelsFormattingFunction() != null) {
            styler.setxAxisTickLabelsFormattingFunction(
                    noted(styler.getxAxisTickLabelsFormattingFunction()::apply, text)::apply);
        }
        if (styler.getyAxisTickLabelsFormattingFunction() != null) {
            styler.setyAxisTickLabelsFormattingFunction(
                    noted(styler.getyAxisTickLabelsFormattingFunction()::apply, text)::apply);
        }
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        painter.accept(graphics);
        graphics.finishCurve();
        int width = chart.getWidth() + beside;
        return new Figure(title, svg(graphics, width, chart.getHeight(), title), width, chart.getHeight());
    }

    private static DoubleFunction<String> noted(DoubleFunction<String> format, OutlineText text) {
        return value -> {
            String label = format.apply(value);
            text.add(label);
            return label;
        };
    }

    private static SVGGeneratorContext context() {
        try {
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG_NAMESPACE, "svg", null));
            context.setComment(null);
            context.setPrecision(2);
            context.setIDGenerator(new SVGIDGenerator() {
                private int count;

                @Override
                public String generateID(String prefix) {
                    count++;
                    return ID + "-" + count;
                }
            });
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java runtime has no usable XML parser", e);
        }
    }

    private static String svg(SvgGraphics graphics, int width, int height, String title) {
        StringWriter out = new StringWriter();
        try {
            graphics.stream(out, true);
        } catch (SVGGraphics2DIOException e) {
            throw new UncheckedIOException(new IOException("the figure '" + title + "' could not be written", e));
        }
        String body = out.toString();
        Matcher root = ROOT.matcher(body);
        if (!root.find()) {
            throw new IllegalStateException("Batik wrote no svg element for the figure '" + title + "'");
        }
        String content = body.substring(root.end())
                .replaceAll("\\s*\n\\s*", "\n")
                .replaceAll("\n(/?>)", "$1")
                .replace("genericDefs", ID + "-0");
        String svg = "<svg xmlns=\"" + SVG_NAMESPACE + "\" viewBox=\"0 0 " + width + " " + height
                + "\" width=\"" + width + "\" height=\"" + height + "\" role=\"img\" style=\""
                + root.group(1).replace("'Dialog'", "sans-serif") + "\">\n<title>" + escape(title) + "</title>"
                + content.strip();
        return svg.replace(ID, "f" + Integer.toHexString(hash(svg)));
    }

    private static int hash(String svg) {
        return Arrays.hashCode(svg.getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
