package io.github.spectcad.study.figure;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** ROC curves of one or several models, with areas and intervals in the legend. */
public final class RocFigure {
    private static final List<Marker> MARKERS =
            List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP);

    private RocFigure() {}

    /**
     * One curve.
     *
     * @param name the model
     * @param falsePositiveRates 1 - specificity at each threshold, from 0 to 1, not decreasing
     * @param truePositiveRates sensitivity at the same thresholds
     * @param auc the area under the curve
     * @param lower lower end of its 95 % interval
     * @param upper upper end of its 95 % interval
     */
    public record Curve(
            String name,
            List<Double> falsePositiveRates,
            List<Double> truePositiveRates,
            double auc,
            double lower,
            double upper) {
        /** Checks the values. */
        public Curve {
            Objects.requireNonNull(name, "name");
            falsePositiveRates = List.copyOf(falsePositiveRates);
            truePositiveRates = List.copyOf(truePositiveRates);
            if (falsePositiveRates.size() != truePositiveRates.size() || falsePositiveRates.size() < 2) {
                throw new IllegalArgumentException("ROC curve '" + name
                        + "' needs as many false as true positive rates, at least 2, got " + falsePositiveRates.size()
                        + " and " + truePositiveRates.size());
            }
        }

        private String legend() {
            return String.format(Locale.ROOT, "%s: AUC %.2f (%.2f to %.2f)", name, auc, lower, upper);
        }
    }

    /**
     * Who decides without grades.
     *
     * @param name who
     * @param sensitivity share of the diseased found, in [0, 1]
     * @param specificity share of the healthy called healthy, in [0, 1]
     */
    public record Point(String name, double sensitivity, double specificity) {
        /** Checks the values; NaN fails. */
        public Point {
            Objects.requireNonNull(name, "name");
            if (!(sensitivity >= 0 && sensitivity <= 1 && specificity >= 0 && specificity <= 1)) {
                throw new IllegalArgumentException("point '" + name + "' has sensitivity " + sensitivity
                        + " and specificity " + specificity + ": must lie in [0, 1]");
            }
        }

        private String legend() {
            return String.format(Locale.ROOT, "%s: sensitivity %.2f, specificity %.2f", name, sensitivity, specificity);
        }
    }

    /**
     * Draws the curves.
     *
     * @param title what the figure shows
     * @param curves the curves, each with a unique name, at least one
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(String title, List<Curve> curves) {
        return draw(title, curves, List.of());
    }

    /**
     * Draws curves, and points beside them.
     *
     * @param title what the figure shows
     * @param curves the curves, each with a unique name, at least one
     * @param points the points, each with a unique name
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(String title, List<Curve> curves, List<Point> points) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("ROC figure '" + title + "' has no curve: give at least one");
        }
        XYChart chart = new XYChartBuilder()
                .width(460)
                .height(470 + 20 * (curves.size() + points.size()))
                .title(title)
                .xAxisTitle("1 - specificity")
                .yAxisTitle("Sensitivity")
                .build();
        ChartPainter.style(chart.getStyler());
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(RocFigure::tick);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(RocFigure::tick);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        line(chart, "chance", new double[] {0, 1}, new double[] {0, 1}, ChartPainter.guide())
                .setLineColor(ChartPainter.GUIDE)
                .setShowInLegend(false);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            line(
                            chart,
                            curve.legend(),
                            toArray(curve.falsePositiveRates()),
                            toArray(curve.truePositiveRates()),
                            ChartPainter.line(i))
                    .setLineColor(ChartPainter.colour(i));
        }
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            chart.addSeries(point.legend(), new double[] {1 - point.specificity()}, new double[] {point.sensitivity()})
                    .setMarker(MARKERS.get(i % MARKERS.size()))
                    .setMarkerColor(ChartPainter.colour(curves.size() + i))
                    .setLineStyle(SeriesLines.NONE);
        }
        return ChartPainter.paint(chart, title, List.of());
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE).setLineStyle(stroke);
        return series;
    }

    private static String tick(double value) {
        return ChartPainter.tick(value, 1);
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
