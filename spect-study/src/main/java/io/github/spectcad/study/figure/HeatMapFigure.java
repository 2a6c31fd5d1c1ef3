package io.github.spectcad.study.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler;

/** A heat map with the value written in each cell, for example the areas under the ROC curves of all models. */
public final class HeatMapFigure {
    private static final int CELL_WIDTH = 38;
    private static final int CELL_HEIGHT = 22;
    private static final int LEGEND_WIDTH = 70;
    private static final int BAR_HEIGHT = 120;
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
    public static Figure draw(String title, List<String> rows, List<String> columns, List<List<Double>> values, double from, double to) {
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
                .width(Math.max(nameWidth + 60 + LEGEND_WIDTH + CELL_WIDTH * columns.size(), nameWidth + 9 * title.length()))
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
        styler.setLegendVisible(true);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setGradientColorColumnHeight(BAR_HEIGHT);
        styler.setHeatMapDecimalValueFormatter(HeatMapFigure::format);
        labels.add(format(from));
        labels.add(format(to));
        styler.setRangeColors(RANGE);
        styler.setMin(from);
        styler.setMax(to);
        styler.setDrawBorder(true);
        List<String> bottomUp = new ArrayList<>(rows);
        Collections.reverse(bottomUp);
        chart.addSeries(title, columns, bottomUp, cells);
        return ChartPainter.paint(chart, title, labels);
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
