package io.github.spectcad.io.picture;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.io.Palette;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One bull's-eye: a map, saliency over its map, or the difference of rest and stress, with its title, the 17 segments, the
 * borders of the coronary territories, directions and a colour scale.
 *
 * <p>Maps are drawn anterior up and septum left, as they are stored, between 0 and their own maximum. Saliency is drawn
 * over the same grey map in which white is the maximum, with opacity 0.75, fading below 0.2 so that the map stays visible
 * where there is none. Immutable; each {@code with} method returns a new bull's-eye.
 *
 * @since 0.1.0
 */
public final class BullsEye {
    private final Disc disc;
    private final String title;
    private final TerritoryMap territories;
    private final boolean values;
    private final Optional<SegmentScores> scores;

    /** What lies on the disc, with its scale. */
    interface Disc {
        /** The colour at a point of the unit disc, x to the right and y downwards, {@code 0xRRGGBB}. */
        int colour(double x, double y);

        /** The mean of each segment as people read it; empty where the segment has no pixel. */
        List<String> segmentValues();

        /** The colour of a share of the scale, from its lower end 0 to its upper end 1. */
        int scaleColour(double share);

        /** Labels of the lower end, the middle and the upper end of the scale. */
        List<String> scaleLabels();

        String scaleTitle();
    }

    private BullsEye(
            Disc disc, String title, TerritoryMap territories, boolean values, Optional<SegmentScores> scores) {
        this.disc = disc;
        this.title = title;
        this.territories = territories;
        this.values = values;
        this.scores = scores;
    }

    private static BullsEye of(Disc disc, String title) {
        return new BullsEye(disc, title, TerritoryMap.standard(), false, Optional.empty());
    }

    /**
     * A map.
     *
     * @param map the map; its state is the title
     * @param palette the colours of its values
     * @return the bull's-eye
     */
    public static BullsEye ofMap(PolarMap map, Palette palette) {
        return of(new MapDisc(map, Objects.requireNonNull(palette, "palette")), title(map.state()));
    }

    /**
     * Saliency over its map.
     *
     * @param map the map; its state is the title
     * @param saliency {@code pixels * pixels} values in [0, 1], row-major as in the map; values outside the disc are not
     *     drawn
     * @param palette the colours of the saliency
     * @return the bull's-eye; its segment values are shares of the saliency in percent
     * @throws IllegalArgumentException if the length is wrong or a value is NaN or outside [0, 1]
     */
    public static BullsEye ofSaliency(PolarMap map, double[] saliency, Palette palette) {
        return of(new SaliencyDisc(map, saliency, Objects.requireNonNull(palette, "palette")), title(map.state()));
    }

    /**
     * Reversibility: rest minus stress, each in percent of its own maximum, from -50 (blue, less at rest) over 0 (white)
     * to 50 points (brown, less at stress: reversible).
     *
     * @param rest the rest map
     * @param stress the stress map; its size and disc may be others
     * @return the bull's-eye
     * @throws IllegalArgumentException if a map is of the other state
     */
    public static BullsEye ofDifference(PolarMap rest, PolarMap stress) {
        if (rest.state() != PerfusionState.REST || stress.state() != PerfusionState.STRESS) {
            throw new IllegalArgumentException("the difference is of a rest and a stress map, got "
                    + rest.state().id() + " and " + stress.state().id());
        }
        return of(new DifferenceDisc(rest, stress), "Rest - stress");
    }

    private static String title(PerfusionState state) {
        return state.id().substring(0, 1).toUpperCase(Locale.ROOT) + state.id().substring(1);
    }

    /**
     * The same with another title.
     *
     * @param text the title
     * @return the bull's-eye
     */
    public BullsEye titled(String text) {
        return new BullsEye(disc, Objects.requireNonNull(text, "text"), territories, values, scores);
    }

    /** {@return the title} */
    public String title() {
        return title;
    }

    /**
     * The same with the territories of a patient whose coronary dominance differs.
     *
     * @param map which vessel supplies which segment
     * @return the bull's-eye
     */
    public BullsEye withTerritories(TerritoryMap map) {
        return new BullsEye(disc, title, Objects.requireNonNull(map, "map"), values, scores);
    }

    /**
     * The same with the mean of each segment instead of its number: of a map in percent of its maximum, of a difference in
     * points, of saliency the segment's share of the whole in percent.
     *
     * @return the bull's-eye
     */
    public BullsEye withValues() {
        return new BullsEye(disc, title, territories, true, scores);
    }

    /**
     * The same with a score below the value of each segment.
     *
     * @param segmentScores the scores
     * @return the bull's-eye
     */
    public BullsEye withScores(SegmentScores segmentScores) {
        return new BullsEye(disc, title, territories, true, Optional.of(segmentScores));
    }

    /**
     * Draws the bull's-eye alone, on white. It does not carry the notice that it is for research use only: whoever shows it
     * puts {@link io.github.spectcad.core.Prediction#RESEARCH_USE_ONLY} beside it.
     *
     * @return an opaque RGB picture of 600 x 516 pixels
     */
    public BufferedImage draw() {
        BufferedImage image = Drawing.white(PanelDrawing.WIDTH, PanelDrawing.HEIGHT);
        Graphics2D graphics = Drawing.on(image);
        try {
            draw(graphics, 0, 0);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    void draw(Graphics2D graphics, int left, int top) {
        PanelDrawing.draw(graphics, this, left, top);
    }

    Disc disc() {
        return disc;
    }

    TerritoryMap territories() {
        return territories;
    }

    /** What stands in a segment, a line each: its number, or its value and its score. */
    List<String> label(AhaSegment segment) {
        if (!values) {
            return List.of(Integer.toString(segment.number()));
        }
        String value = disc.segmentValues().get(segment.ordinal());
        return scores.map(known -> List.of(value, "(" + known.score(segment) + ")"))
                .orElse(List.of(value));
    }
}
