package io.github.spectcad.io.picture;

import io.github.spectcad.core.PolarMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rest minus stress, in points of percent of each map's maximum. */
record DifferenceDisc(DiscValues rest, DiscValues stress) implements BullsEye.Disc {
    /** The scale ends at this difference, of maps whose maximum is 1. */
    private static final double END = 0.5;

    /** From blue over white to brown, told apart also by the colour-blind (ColorBrewer's PuOr with a bluer end). */
    private static final int[] CORNERS = {0x053061, 0x4393C3, 0xF7F7F7, 0xE08214, 0x7F3B08};

    DifferenceDisc(PolarMap rest, PolarMap stress) {
        this(DiscValues.ofMap(rest), DiscValues.ofMap(stress));
    }

    @Override
    public int colour(double x, double y) {
        return scaleColour(0.5 + (rest.at(x, y) - stress.at(x, y)) / (2 * END));
    }

    @Override
    public List<String> segmentValues() {
        List<Double> atRest = rest.segmentMeans();
        List<Double> atStress = stress.segmentMeans();
        return IntStream.range(0, atRest.size())
                .mapToObj(i -> text(atRest.get(i) - atStress.get(i)))
                .toList();
    }

    private static String text(double difference) {
        long points = Math.round(100 * difference);
        return Double.isNaN(difference) ? "" : points == 0 ? "0" : String.format(Locale.ROOT, "%+d", points);
    }

    @Override
    public int scaleColour(double share) {
        double at = Math.max(0, Math.min(1, share)) * (CORNERS.length - 1);
        int from = Math.min((int) at, CORNERS.length - 2);
        return Drawing.mixed(CORNERS[from], CORNERS[from + 1], at - from);
    }

    @Override
    public List<String> scaleLabels() {
        return List.of("-50", "0", "+50");
    }

    @Override
    public String scaleTitle() {
        return "Rest - stress, points";
    }
}
