package io.github.spectcad.study.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.style.BoxStyler;

/** Box plots side by side, for example of the bootstrapped areas under the ROC curve for each strategy. */
public final class BoxPlotFigure {
    private static final double BOX_SHARE = 0.6;

    private BoxPlotFigure() {}

    /**
     * One box: whiskers, quartiles and median, in rising order.
     *
     * @param name the group
     * @param lowerWhisker the lower whisker
     * @param lowerQuartile the 25 % quantile
     * @param median the median
     * @param upperQuartile the 75 % quantile
     * @param upperWhisker the upper whisker
     */
    public record Box(
            String name,
            double lowerWhisker,
            double lowerQuartile,
            double median,
            double upperQuartile,
            double upperWhisker) {
        /** Checks the order; NaN fails. */
        public Box {
            Objects.requireNonNull(name, "name");
            if (!(lowerWhisker <= lowerQuartile
                    && lowerQuartile <= median
                    && median <= upperQuartile
                    && upperQuartile <= upperWhisker)) {
                throw new IllegalArgumentException("box '" + name + "' is not in rising order: " + lowerWhisker + ", "
                        + lowerQuartile + ", " + median + ", " + upperQuartile + ", " + upperWhisker);
            }
        }

        /** Five values whose quartiles by linear interpolation are the box's own, inside the chart's outlier fences. */
        private double[] values() {
            double fence = 1.5 * (upperQuartile - lowerQuartile);
            return new double[] {
                Math.max(lowerWhisker, lowerQuartile - fence),
                lowerQuartile,
                median,
                upperQuartile,
                Math.min(upperWhisker, upperQuartile + fence)
            };
        }
    }

    /**
     * Draws the boxes. Whiskers reach at most 1.5 interquartile ranges beyond the box (Tukey); points beyond are not
     * drawn.
     *
     * @param title what the figure shows
     * @param valueName name of the value axis
     * @param boxes the groups from the left, each with an own name, at least one
     * @return the figure, the same for the same arguments and fonts
     */
    public static Figure draw(String title, String valueName, List<Box> boxes) {
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("box plot '" + title + "' has no group: give at least one");
        }
        int nameLength =
                boxes.stream().mapToInt(box -> box.name().length()).max().orElse(0);
        boolean upright = nameLength * 7 > 60;
        BoxChart chart = new BoxChartBuilder()
                .width(Math.max(
                        320,
                        Math.max(70 + 9 * title.length(), 90 + 66 * boxes.size()))) // the title stands over the plot
                .height(300 + (upright ? 6 * nameLength : 0))
                .title(title)
                .yAxisTitle(valueName)
                .build();
        BoxStyler styler = chart.getStyler();
        ChartPainter.style(styler);
        styler.setBoxplotCalCulationMethod(BoxStyler.BoxplotCalCulationMethod.N_LESS_1_PLUS_1);
        styler.setPlotContentSize(1 / (1 + BOX_SHARE / boxes.size())); // the margin beside the plot is half a box wide
        styler.setLegendVisible(false);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setyAxisTickLabelsFormattingFunction(value -> ChartPainter.tick(value, 2));
        if (upright) {
            styler.setXAxisLabelRotation(90);
        }
        List<String> names = new ArrayList<>();
        for (Box box : boxes) {
            names.add(box.name());
            chart.addSeries(box.name(), box.values());
        }
        return ChartPainter.paint(chart, title, names);
    }
}
