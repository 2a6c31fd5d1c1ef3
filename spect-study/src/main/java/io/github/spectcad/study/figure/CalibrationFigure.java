package io.github.spectcad.study.figure;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A calibration curve: how often disease was present where the model predicted it with a given probability. */
public final class CalibrationFigure {
    private static final List<Marker> MARKERS =
            List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP);

    private CalibrationFigure() {}

    /**
     * One bin of predictions.
     *
     * @param predicted the mean predicted probability
     * @param observed the share with disease
     * @param lower lower end of its 95 % interval
     * @param upper upper end of its 95 % interval
     */
    public record Bin(double predicted, double observed, double lower, double upper) {
        /** Checks the values; NaN fails. */
        public Bin {
            for (double value : new double[] {predicted, observed, lower, upper}) {
                if (!(value >= 0 && value <= 1)) {
                    throw new IllegalArgumentException("calibration bin holds " + value + ": must lie in [0, 1]");
                }
            }
        }
    }

    /**
     * The bins of one model.
     *
     * @param name the model, or the vessel
     * @param bins the bins by rising predicted probability, at least one
     */
    public record Curve(String name, List<Bin> bins) {
        /** Checks the values. */
        public Curve {
            Objects.requireNonNull(name, "name");
            bins = List.copyOf(bins);
            if (bins.isEmpty()) {
                throw new IllegalArgumentException("calibration curve '" + name + "' has no bin: give at least one");
            }
        }
    }

    /**
     * Draws the curves with their intervals and the diagonal of perfect calibration.
     *
     * @param title what the figure shows
     * @param curves the curves, each with an own name, at least one
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(String title, List<Curve> curves) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("calibration figure '" + title + "' has no curve: give at least one");
        }
        XYChart chart = new XYChartBuilder()
                .width(460)
                .height(470 + 20 * curves.size())
                .title(title)
                .xAxisTitle("Predicted probability")
                .yAxisTitle("Observed share with disease")
                .build();
        Styler styler = chart.getStyler();
        ChartPainter.style(chart.getStyler());
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(CalibrationFigure::tick);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(CalibrationFigure::tick);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Vertical);
        styler.setMarkerSize(7);
        chart.addSeries("perfect", new double[] {0, 1}, new double[] {0, 1})
                .setMarker(SeriesMarkers.NONE)
                .setLineStyle(ChartPainter.guide())
                .setLineColor(ChartPainter.GUIDE)
                .setShowInLegend(false);
        for (int i = 0; i < curves.size(); i++) {
            draw(chart, curves.get(i), i);
        }
        return ChartPainter.paint(chart, title, List.of());
    }

    private static void draw(XYChart chart, Curve curve, int index) {
        List<Bin> bins = curve.bins();
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            XYSeries interval = chart.addSeries(
                    curve.name() + " interval " + i,
                    new double[] {bin.predicted(), bin.predicted()},
                    new double[] {bin.lower(), bin.upper()});
            interval.setMarker(SeriesMarkers.NONE)
                    .setLineStyle(ChartPainter.line(0))
                    .setLineColor(ChartPainter.colour(index))
                    .setShowInLegend(false);
        }
        XYSeries line = chart.addSeries(
                curve.name(),
                bins.stream().mapToDouble(Bin::predicted).toArray(),
                bins.stream().mapToDouble(Bin::observed).toArray());
        line.setMarker(MARKERS.get(index % MARKERS.size()))
                .setMarkerColor(ChartPainter.colour(index))
                .setLineStyle(ChartPainter.line(index))
                .setLineColor(ChartPainter.colour(index));
    }

    private static String tick(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
