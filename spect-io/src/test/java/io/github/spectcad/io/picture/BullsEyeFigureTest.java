package io.github.spectcad.io.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Palette;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BullsEyeFigureTest {
    private static final int PIXELS = 60;
    private static final int PANEL_WIDTH = 600;
    private static final int HEAD = 48;
    private static final int CENTRE_X = 254;
    private static final int CENTRE_Y = 314;
    private static final Palette GREY = Palette.ofId("grey").orElseThrow();
    private static final Palette INVERTED = Palette.ofId("inverted-grey").orElseThrow();
    private static final Palette VIRIDIS = Palette.ofId("viridis").orElseThrow();

    /** Full uptake above, half below. */
    private static PolarMap map(PerfusionState state) {
        Disc disc = Disc.inscribed(PIXELS);
        float[] values = new float[PIXELS * PIXELS];
        for (int row = 0; row < PIXELS; row++) {
            for (int column = 0; column < PIXELS; column++) {
                if (disc.relativeRadius(column, row) <= 1) {
                    values[row * PIXELS + column] = row < PIXELS / 2 ? 1 : 0.5f;
                }
            }
        }
        return PolarMap.of(state, PIXELS, values, disc, "test");
    }

    @Test
    void eachMapIsAPanelInItsColours() {
        BufferedImage image = BullsEyeFigure.titled("two")
                .with(BullsEye.ofMap(map(PerfusionState.REST), GREY))
                .with(BullsEye.ofMap(map(PerfusionState.STRESS), INVERTED))
                .draw();
        assertEquals(2 * PANEL_WIDTH, image.getWidth());
        // within segments 7 and 10, beside their numbers
        assertEquals(0xFFFFFFFF, image.getRGB(CENTRE_X + 25, CENTRE_Y - 125));
        assertEquals(0xFF808080, image.getRGB(CENTRE_X + 25, CENTRE_Y + 125));
        assertEquals(0xFF000000, image.getRGB(PANEL_WIDTH + CENTRE_X + 25, CENTRE_Y - 125));
        assertEquals(0xFFFFFFFF, image.getRGB(2, 2));
    }

    @Test
    void bordersAndNumbersAreDrawn() {
        BufferedImage image = BullsEyeFigure.titled("borders")
                .with(BullsEye.ofMap(map(PerfusionState.REST), GREY))
                .draw();
        // the border between segments 7 and 1, and the thick one between 15 (RCA) and 17 (LAD)
        assertTrue((image.getRGB(CENTRE_X + 30, CENTRE_Y - 151) & 0xFF) < 128);
        assertTrue((image.getRGB(CENTRE_X, CENTRE_Y + 42) & 0xFF) < 80);
    }

    @Test
    void anotherDominanceMovesTheBordersOfTheTerritories() {
        BullsEye standard = BullsEye.ofMap(map(PerfusionState.REST), GREY);
        BullsEye other = standard.withTerritories(
                TerritoryMap.standard().with(AhaSegment.BASAL_INFEROLATERAL, VesselTerritory.RCA));
        int column = CENTRE_X + 184;
        int row = CENTRE_Y - HEAD + 107;
        assertNotEquals(standard.draw().getRGB(column, row), other.draw().getRGB(column, row));
    }

    @Test
    void noSaliencyLeavesTheMapInWhichWhiteIsTheMaximum() {
        double[] saliency = new double[PIXELS * PIXELS];
        BufferedImage none = BullsEyeFigure.titled("none")
                .with(BullsEye.ofSaliency(map(PerfusionState.STRESS), saliency, VIRIDIS))
                .draw();
        assertEquals(0xFFFFFFFF, none.getRGB(CENTRE_X + 25, CENTRE_Y - 125));
        assertEquals(0xFF808080, none.getRGB(CENTRE_X + 25, CENTRE_Y + 125));
        Arrays.fill(saliency, 1);
        BufferedImage full = BullsEyeFigure.titled("full")
                .with(BullsEye.ofSaliency(map(PerfusionState.STRESS), saliency, VIRIDIS))
                .draw();
        assertEquals(0xFFFEED5C, full.getRGB(CENTRE_X + 25, CENTRE_Y - 125));
        assertEquals(0xFFFFFFFF, full.getRGB(CENTRE_X + 170, CENTRE_Y - 170));
    }

    @Test
    void saliencyMustFitTheMapAndLieInZeroToOne() {
        PolarMap map = map(PerfusionState.REST);
        BullsEyeFigure figure = BullsEyeFigure.titled("bad");
        assertThrows(IllegalArgumentException.class, () -> BullsEye.ofSaliency(map, new double[3], VIRIDIS));
        for (double bad : new double[] {Double.NaN, -0.1, 1.1}) {
            double[] saliency = new double[PIXELS * PIXELS];
            saliency[7] = bad;
            assertThrows(IllegalArgumentException.class, () -> BullsEye.ofSaliency(map, saliency, VIRIDIS));
        }
        assertThrows(IllegalStateException.class, figure::draw);
    }

    @Test
    void aFigureIsWrittenAsPng(@TempDir Path folder) throws IOException {
        BullsEyeFigure figure = BullsEyeFigure.titled("file").with(BullsEye.ofMap(map(PerfusionState.REST), VIRIDIS));
        Path file = folder.resolve("new/figure.png");
        figure.writePng(file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(figure.draw().getRGB(300, 200), read.getRGB(300, 200));
    }

    @Test
    void segmentsShowTheirNumbersOrMeansAndScores() {
        BullsEye panel = BullsEye.ofMap(map(PerfusionState.STRESS), GREY);
        assertEquals(List.of("7"), panel.label(AhaSegment.MID_ANTERIOR));
        assertEquals(List.of("100"), panel.withValues().label(AhaSegment.MID_ANTERIOR));
        SegmentScores scores = SegmentScores.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(List.of("50", "(3)"), panel.withScores(scores).label(AhaSegment.MID_INFERIOR));
        assertEquals(List.of("100", "(0)"), panel.withScores(scores).label(AhaSegment.MID_ANTERIOR));
    }

    @Test
    void segmentsOfSaliencyShowTheirShareOfIt() {
        double[] saliency = new double[PIXELS * PIXELS];
        for (int row = 10; row < 14; row++) {
            for (int column = 28; column < 32; column++) {
                saliency[row * PIXELS + column] = 0.5;
            }
        }
        BullsEye panel = BullsEye.ofSaliency(map(PerfusionState.STRESS), saliency, VIRIDIS)
                .withValues();
        assertEquals(List.of("100"), panel.label(AhaSegment.MID_ANTERIOR));
        assertEquals(List.of("0"), panel.label(AhaSegment.APEX));
        double[] none = new double[PIXELS * PIXELS];
        assertEquals(
                List.of(""),
                BullsEye.ofSaliency(map(PerfusionState.STRESS), none, VIRIDIS)
                        .withValues()
                        .label(AhaSegment.APEX));
    }

    @Test
    void theDifferenceIsRestMinusStressInPoints() {
        Disc disc = Disc.inscribed(PIXELS);
        float[] full = new float[PIXELS * PIXELS];
        for (int i = 0; i < full.length; i++) {
            full[i] = disc.relativeRadius(i % PIXELS, Math.floorDiv(i, PIXELS)) <= 1 ? 0.8f : 0;
        }
        PolarMap rest = PolarMap.of(PerfusionState.REST, PIXELS, full, disc, "test");
        BullsEye panel = BullsEye.ofDifference(rest, map(PerfusionState.STRESS)).withValues();
        assertEquals(List.of("0"), panel.label(AhaSegment.MID_ANTERIOR));
        assertEquals(List.of("+50"), panel.label(AhaSegment.MID_INFERIOR));
        BufferedImage image = panel.draw();
        assertEquals(0xFFF7F7F7, image.getRGB(CENTRE_X + 25, CENTRE_Y - HEAD - 125));
        assertEquals(0xFF7F3B08, image.getRGB(CENTRE_X + 25, CENTRE_Y - HEAD + 125));
        assertThrows(
                IllegalArgumentException.class,
                () -> BullsEye.ofDifference(map(PerfusionState.STRESS), map(PerfusionState.STRESS)));
    }

    @Test
    void rowsHoldTheColumnsAsked() {
        BullsEyeFigure figure = BullsEyeFigure.titled("rows").withColumns(2);
        for (int i = 0; i < 3; i++) {
            figure = figure.with(BullsEye.ofMap(map(PerfusionState.REST), GREY));
        }
        BufferedImage image = figure.draw();
        assertEquals(2 * PANEL_WIDTH, image.getWidth());
        assertEquals(HEAD + 2 * 516 + 54, image.getHeight());
        assertEquals(0xFFFFFFFF, image.getRGB(CENTRE_X + 25, CENTRE_Y + 516 - 125));
        assertThrows(
                IllegalArgumentException.class,
                () -> BullsEyeFigure.titled("none").withColumns(0));
    }

    @Test
    void aLongHeadingStaysInThePicture() {
        BufferedImage image = BullsEyeFigure.titled("patient <b>".repeat(80))
                .with(BullsEye.ofMap(map(PerfusionState.REST), GREY).titled("map ".repeat(99)))
                .draw();
        for (int row = 0; row < 80; row++) {
            assertEquals(0xFFFFFFFF, image.getRGB(3, row));
            assertEquals(0xFFFFFFFF, image.getRGB(PANEL_WIDTH - 4, row));
        }
    }
}
