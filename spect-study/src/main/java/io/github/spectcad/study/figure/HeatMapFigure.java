package io.github.spectcad.study.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/** A heat map with the value written in each cell, for example the areas under the ROC curves of all models. */
public final class HeatMapFigure {
    private static final int CELL_WIDTH = 38;
    private static final int CELL_HEIGHT = 22;
    private static final int LEGEND_WIDTH = 70;
    private static final int BAR_TOP = 44;
    private static final int BAR_STEPS = 24;
    private static final int BAR_STEP_HEIGHT = 5;
    private static final int BAR_WIDTH = 14;
    private static final String PATTERN = "0.00";
    private static final Color[] RANGE = {
        new Color(0xFFFFFF), new Color(0xFEE9B6), new Color(0xFDBF6F), new Color(0xF08B4B)
    };

    private HeatMapFigure() {}

    /**
     * Draws the map.
     *
     * @param title what the figure shows
     * @param rows names of the rows, from the top
     * @param columns names of the columns, from the left
     * @param values {@code [row][column]}; a NaN leaves its cell empty, at least one must be a number
     * @param from value of the lower end of the colours, which figures to be compared share
     * @param to value of the upper end, above the lower
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(
            String title, List<String> rows, List<String> columns, List<List<Double>> values, double from, double to) {
        if (values.size() != rows.size() || values.stream().anyMatch(row -> row.size() != columns.size())) {
            throw new IllegalArgumentException(
                    "heat map '" + title + "' needs " + rows.size() + " rows of " + columns.size() + " values");
        }
        if (!(from < to)) {
            throw new IllegalArgumentException("the colours of heat map '" + title + "' run from " + from + " to " + to
                    + ": the first must be the smaller");
        }
        List<Number[]> cells = new ArrayList<>();
        List<String> labels = new ArrayList<>(columns);
        labels.addAll(rows);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double value = values.get(row).get(column);
                if (!Double.isNaN(value)) {
                    cells.add(new Number[] {column, rows.size() - 1 - row, value});
                    labels.add(format(value));
                }
            }
        }
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("heat map '" + title + "' has no value: at least one must be a number");
        }
        int nameWidth = 7 * rows.stream().mapToInt(String::length).max().orElse(0);
        int nameHeight = 7 * columns.stream().mapToInt(String::length).max().orElse(0);
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(Math.max(nameWidth + 60 + CELL_WIDTH * columns.size(), nameWidth + 9 * title.length()))
                .height(Math.max(220, nameHeight + 70 + CELL_HEIGHT * rows.size()))
                .title(title)
                .build();
        HeatMapStyler styler = chart.getStyler();
        ChartPainter.style(styler);
        styler.setPlotContentSize(1);
        styler.setXAxisLabelRotation(90);
        styler.setPlotGridLinesVisible(false);
        styler.setShowValue(true);
        styler.setValueFont(ChartPainter.SMALL);
        styler.setValueFontColor(Color.BLACK);
        styler.setHeatMapValueDecimalPattern(PATTERN);
        styler.setLegendVisible(false); // the bar is drawn below: the chart's own would be a gradient, which SVG loses
        styler.setRangeColors(RANGE);
        styler.setMin(from);
        styler.setMax(to);
        styler.setDrawBorder(true);
        List<String> bottomUp = new ArrayList<>(rows);
        Collections.reverse(bottomUp);
        chart.addSeries(title, columns, bottomUp, cells);
        return ChartPainter.paint(
                chart, title, labels, LEGEND_WIDTH, graphics -> drawBar(graphics, chart.getWidth(), from, to));
    }

    /** The colours from the largest value, above, to the smallest. */
    private static void drawBar(Graphics2D graphics, int left, double from, double to) {
        for (int i = 0; i < BAR_STEPS; i++) {
            graphics.setColor(colour(1 - (i + 0.5) / BAR_STEPS));
            graphics.fill(new Rectangle(left, BAR_TOP + i * BAR_STEP_HEIGHT, BAR_WIDTH, BAR_STEP_HEIGHT));
        }
        graphics.setColor(Color.BLACK);
        graphics.setFont(ChartPainter.SMALL);
        int bottom = BAR_TOP + BAR_STEPS * BAR_STEP_HEIGHT;
        graphics.drawString("AUC", left, BAR_TOP - 8);
        graphics.drawString(format(to), left + BAR_WIDTH + 5, BAR_TOP + 9);
        graphics.drawString(format((from + to) / 2), left + BAR_WIDTH + 5, (BAR_TOP + bottom) / 2 + 4);
        graphics.drawString(format(from), left + BAR_WIDTH + 5, bottom);
    }

    /** Straight lines between the colours, as the chart draws its cells. */
    private static Color colour(double share) {
        double at = share * (RANGE.length - 1);
        int low = Math.min((int) at, RANGE.length - 2);
        float[] a = RANGE[low].getRGBColorComponents(null);
        float[] b = RANGE[low + 1].getRGBColorComponents(null);
        float mix = (float) (at - low);
        return new Color(a[0] + mix * (b[0] - a[0]), a[1] + mix * (b[1] - a[1]), a[2] + mix * (b[2] - a[2]));
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
