package io.github.spectcad.io.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BullsEyeFigureTest {
    private static final int PIXELS = 60;
    private static final int PANEL_WIDTH = 600;
    private static final int CENTRE_X = 254;
    private static final int CENTRE_Y = 314;

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
                .withMap(map(PerfusionState.REST), ColourMap.GREY)
                .withMap(map(PerfusionState.STRESS), ColourMap.INVERTED_GREY)
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
                .withMap(map(PerfusionState.REST), ColourMap.GREY)
                .draw();
        // the border between segments 7 and 1, and the thick one between 15 (RCA) and 17 (LAD)
        assertTrue((image.getRGB(CENTRE_X + 30, CENTRE_Y - 151) & 0xFF) < 128);
        assertTrue((image.getRGB(CENTRE_X, CENTRE_Y + 42) & 0xFF) < 80);
    }

    @Test
    void anotherDominanceMovesTheBordersOfTheTerritories() {
        PolarMap map = map(PerfusionState.REST);
        BullsEyeFigure standard = BullsEyeFigure.titled("t").withMap(map, ColourMap.GREY);
        BullsEyeFigure other = standard.withTerritories(
                TerritoryMap.standard().with(AhaSegment.BASAL_INFEROLATERAL, VesselTerritory.RCA));
        assertNotEquals(
                standard.draw().getRGB(CENTRE_X + 184, CENTRE_Y + 107),
                other.draw().getRGB(CENTRE_X + 184, CENTRE_Y + 107));
    }

    @Test
    void noSaliencyLeavesTheGreyMap() {
        double[] saliency = new double[PIXELS * PIXELS];
        BufferedImage none = BullsEyeFigure.titled("none")
                .withSaliency(map(PerfusionState.STRESS), saliency, ColourMap.JET)
                .draw();
        assertEquals(0xFF000000, none.getRGB(CENTRE_X + 25, CENTRE_Y - 125));
        Arrays.fill(saliency, 1);
        BufferedImage full = BullsEyeFigure.titled("full")
                .withSaliency(map(PerfusionState.STRESS), saliency, ColourMap.JET)
                .draw();
        assertEquals(0xFF4D0000, full.getRGB(CENTRE_X + 25, CENTRE_Y - 125));
        assertEquals(0xFFFFFFFF, full.getRGB(CENTRE_X + 170, CENTRE_Y - 170));
    }

    @Test
    void saliencyMustFitTheMapAndLieInZeroToOne() {
        PolarMap map = map(PerfusionState.REST);
        BullsEyeFigure figure = BullsEyeFigure.titled("bad");
        assertThrows(IllegalArgumentException.class, () -> figure.withSaliency(map, new double[3], ColourMap.JET));
        for (double bad : new double[] {Double.NaN, -0.1, 1.1}) {
            double[] saliency = new double[PIXELS * PIXELS];
            saliency[7] = bad;
            assertThrows(IllegalArgumentException.class, () -> figure.withSaliency(map, saliency, ColourMap.JET));
        }
        assertThrows(IllegalStateException.class, figure::draw);
    }

    @Test
    void aFigureIsWrittenAsPng(@TempDir Path folder) throws IOException {
        BullsEyeFigure figure = BullsEyeFigure.titled("file").withMap(map(PerfusionState.REST), ColourMap.VIRIDIS);
        Path file = folder.resolve("new/figure.png");
        figure.writePng(file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(figure.draw().getRGB(300, 200), read.getRGB(300, 200));
    }

    @Test
    void colourMapsEndWhereTheyShould() {
        assertEquals(0xFF440154, ColourMap.VIRIDIS.rgb(0));
        assertEquals(0xFF21918C, ColourMap.VIRIDIS.rgb(0.5));
        assertEquals(0xFFFDE725, ColourMap.VIRIDIS.rgb(1));
        assertEquals(0xFFFFFFFF, ColourMap.GREY.rgb(7));
        assertEquals(0xFFFFFFFF, ColourMap.INVERTED_GREY.rgb(Double.NaN));
        assertEquals(0xFF000080, ColourMap.JET.rgb(-1));
    }
}
