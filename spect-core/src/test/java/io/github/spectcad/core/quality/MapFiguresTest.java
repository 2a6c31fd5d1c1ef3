package io.github.spectcad.core.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.NumberedMaps;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import org.junit.jupiter.api.Test;

/** Expected figures are those of an independent program in NumPy. */
class MapFiguresTest {
    private static final PolarMap OFF_CENTRE = NumberedMaps.map(4, 11, new Disc(4.3, 5.6, 6.1));

    @Test
    void theAppearanceIsGrainAtTwoScalesAndInTwoDirectionsTheRimAndQuantiles() {
        assertArrayEquals(
                new double[] {
                    -1.232373852,
                    -2.157600628,
                    -1.080317402,
                    -0.985197971,
                    0.470714287,
                    0,
                    0.12,
                    0.29,
                    0.5,
                    0.78,
                    0.92,
                    0.97
                },
                MapFigures.appearance(NumberedMaps.map(3, 11)),
                1e-7);
        assertArrayEquals(
                new double[] {
                    -1.317886643,
                    -2.732005065,
                    -1.141036327,
                    -1.027056999,
                    0.458749995,
                    0.02,
                    0.11,
                    0.27,
                    0.49,
                    0.75,
                    0.88,
                    0.94
                },
                MapFigures.appearance(OFF_CENTRE),
                1e-7);
    }

    @Test
    void thePatternIsTheMeanOfEachCellRingByRingFromTheApex() {
        double[] expected = {
            0.482, 0.5212, 0.4164, 0.366, 0.37, 0.4356, 0.34, 0.41, 0.4364, 0.4268, 0.3812, 0.378,
            0.4924, 0.3404, 0.2356, 0.5688, 0.7064, 0.6596, 0.1032, 0.5136, 0.704, 0.518, 0.5432, 0.8108,
            0.7032, 0.19, 0.4812, 0.1576, 0.5292, 0.7132, 0.258, 0.4004, 0.3844, 0.7028, 0.7992, 0.4876,
            0.7, 0.256, 0.6548, 0.6008, 0.5992, 0.646, 0.276, 0.424, 0.468, 0.3612, 0.6272, 0.5844,
            0.3564, 0.4932, 0.4164, 0.6676, 0.6556, 0.7652, 0.4024, 0.4584, 0.268, 0.5204, 0.7392, 0.4896,
            0.5528, 0.486, 0.6648, 0.3464, 0.1984, 0.6964, 0.4568, 0.2908, 0.196, 0.542, 0.608, 0.3692
        };
        assertArrayEquals(expected, MapFigures.pattern(OFF_CENTRE), 1e-6);
    }

    @Test
    void mapsTooSmallForATextureHaveFigures() {
        PolarMap one = PolarMap.of(PerfusionState.REST, 1, new float[] {0.5f}, Disc.inscribed(1), "one");
        double none = Math.log(1e-4);
        assertArrayEquals(
                new double[] {none, none, none, none, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
                MapFigures.appearance(one),
                1e-12);
    }

    @Test
    void aQuarterTurnMovesEachRingByThreeSectors() {
        double[] pattern = new double[72];
        double[] expected = new double[72];
        for (int i = 0; i < 72; i++) {
            pattern[i] = i;
            expected[Math.floorDiv(i, 12) * 12 + (i + 3) % 12] = i;
        }
        assertArrayEquals(expected, MapFigures.turned(pattern, 1));
        assertArrayEquals(
                MapFigures.turned(MapFigures.turned(pattern, 1), 1), MapFigures.turned(pattern, 2), "twice a quarter");
    }
}
