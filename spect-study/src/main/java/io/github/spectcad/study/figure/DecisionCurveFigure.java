package io.github.spectcad.study.figure;

import io.github.spectcad.stats.DecisionCurve;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Decision curves: the net benefit of acting on a probability at each threshold, against acting on everybody and on nobody
 * (Vickers and Elkin 2006, doi:10.1177/0272989X06295361).
 */
public final class DecisionCurveFigure {
    private static final double[] THRESHOLDS =
            IntStream.rangeClosed(1, 19).mapToDouble(i -> i / 20.0).toArray();

    private DecisionCurveFigure() {}

    /** The net benefit of one model at the thresholds of the figure. */
    public static final class Curve {
        private final String name;
        private final List<DecisionCurve.Point> points;

        private Curve(String name, List<DecisionCurve.Point> points) {
            this.name = name;
            this.points = points;
        }

        /**
         * The curve of a model.
         *
         * @param name the model
         * @param labels 1 for diseased, 0 for healthy, one for each case
         * @param probabilities the probability of each case
         * @return the curve, at thresholds from 0.05 to 0.95
         */
        public static Curve of(String name, int[] labels, double[] probabilities) {
            Objects.requireNonNull(name, "name");
            return new Curve(name, DecisionCurve.of(labels, probabilities, THRESHOLDS));
        }

        private double[] netBenefit() {
            return points.stream().mapToDouble(DecisionCurve.Point::netBenefit).toArray();
        }

        private double[] treatAll() {
            return points.stream().mapToDouble(DecisionCurve.Point::treatAll).toArray();
        }
    }

    /**
     * Draws the curves.
     *
     * @param title what the figure shows
     * @param curves the curves of the same cases, each with a unique name, at least one
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(String title, List<Curve> curves) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("decision figure '" + title + "' has no curve: give at least one");
        }
        double[] all = curves.get(0).treatAll();
        double largest = Math.max(0, all[0]);
        for (Curve curve : curves) {
            for (double benefit : curve.netBenefit()) {
                largest = Math.max(largest, benefit);
            }
        }
        double top = Math.max(0.1, Math.ceil(largest * 10) / 10);
        double bottom = -top / 4; // acting on everybody does endless harm at high thresholds
        XYChart chart = new XYChartBuilder()
                .width(460)
                .height(400 + 20 * curves.size())
                .title(title)
                .xAxisTitle("Threshold probability")
                .yAxisTitle("Net benefit")
                .build();
        ChartPainter.style(chart.getStyler());
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(bottom).setYAxisMax(top);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(value -> ChartPainter.tick(value, 1));
        chart.getStyler().setyAxisTickLabelsFormattingFunction(value -> ChartPainter.tick(value, 2));
        for (int i = 0; i < curves.size(); i++) {
            add(chart, curves.get(i).name, curves.get(i).netBenefit(), bottom);
            chart.getSeriesMap()
                    .get(curves.get(i).name)
                    .setLineStyle(ChartPainter.line(i))
                    .setLineColor(ChartPainter.colour(i));
        }
        add(chart, "acting on everybody", all, bottom);
        chart.getSeriesMap()
                .get("acting on everybody")
                .setLineStyle(ChartPainter.line(1))
                .setLineColor(ChartPainter.GUIDE);
        chart.addSeries("acting on nobody", new double[] {0, 1}, new double[] {0, 0})
                .setMarker(SeriesMarkers.NONE)
                .setLineStyle(ChartPainter.guide())
                .setLineColor(ChartPainter.GUIDE);
        return ChartPainter.paint(chart, title, List.of());
    }

    /** Adds a line up to where it leaves the figure below. */
    private static void add(XYChart chart, String name, double[] values, double bottom) {
        int shown = 0;
        while (shown < values.length && values[shown] >= bottom) {
            shown++;
        }
        int last = Math.max(1, shown);
        chart.addSeries(name, Arrays.copyOf(THRESHOLDS, last), Arrays.copyOf(values, last))
                .setMarker(SeriesMarkers.NONE);
    }
}
