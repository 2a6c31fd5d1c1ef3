package io.github.spectcad.study.figure;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How training went: a measure on the training and the validation patients over the epochs. */
public final class TrainingFigure {
    /** So many epochs have room for a label each; of more, round ones are labelled. */
    private static final int MOST_LABELLED = 12;

    private TrainingFigure() {}

    /**
     * One measure over the epochs.
     *
     * @param name the measure, for example {@code training loss}
     * @param values its value after each epoch, from epoch 1, at least one, all finite
     */
    public record History(String name, List<Double> values) {
        /** Checks the values. */
        public History {
            Objects.requireNonNull(name, "name");
            values = List.copyOf(values);
            if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "history '" + name + "' needs at least one value, all finite: " + values);
            }
        }
    }

    /**
     * Draws measures that share an axis.
     *
     * @param title what the figure shows
     * @param valueName name of the value axis
     * @param histories the measures, each with an own name, at least one
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(String title, String valueName, List<History> histories) {
        if (histories.isEmpty()) {
            throw new IllegalArgumentException("training figure '" + title + "' has no history: give at least one");
        }
        XYChart chart = new XYChartBuilder()
                .width(460)
                .height(320 + 20 * histories.size())
                .title(title)
                .xAxisTitle("Epoch")
                .yAxisTitle(valueName)
                .build();
        ChartPainter.style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setyAxisTickLabelsFormattingFunction(value -> ChartPainter.tick(value, 3));
        for (int i = 0; i < histories.size(); i++) {
            List<Double> values = histories.get(i).values();
            chart.addSeries(
                            histories.get(i).name(),
                            epochs(values.size()),
                            values.stream().mapToDouble(Double::doubleValue).toArray())
                    .setMarker(values.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
                    .setLineStyle(ChartPainter.line(i))
                    .setLineColor(ChartPainter.colour(i));
        }
        return ChartPainter.paint(chart, title, List.of());
    }

    private static double[] epochs(int count) {
        double[] epochs = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
        if (count > MOST_LABELLED) {
            epochs[0] += 1e-3; // charts label what is equally spaced until it touches
        }
        return epochs;
    }
}
