package io.github.spectcad.core.quantify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.NumberedMaps;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected values are those of an independent program in NumPy. */
class PolarSamplesTest {
    private static final int[] SOME = {0, 47, 500, 913, 930, 959};

    private static void assertSamples(double[] expected, double expectedSum, PolarMap map) {
        double[] samples = PolarSamples.of(map);
        assertArrayEquals(
                expected, IntStream.of(SOME).mapToDouble(i -> samples[i]).toArray(), 1e-6);
        assertEquals(
                expectedSum,
                IntStream.range(0, samples.length)
                        .mapToDouble(i -> (i % 11 + 1) * samples[i])
                        .sum(),
                1e-3);
    }

    @Test
    void samplesAreInterpolatedBetweenThePixelsOfTheDiscAndDividedByTheUptakeThatFivePercentExceed() {
        assertSamples(
                new double[] {0.454828112, 0.459275141, 0.433991235, 0.216567598, 0.389735906, 0.106155624},
                3324.25407,
                NumberedMaps.map(3, 11));
        assertSamples(
                new double[] {0.512738581, 0.511195077, 0.874982312, 0.807001535, 0.257744408, 0.472343087},
                3441.02282,
                NumberedMaps.map(4, 11, new Disc(4.3, 5.6, 6.1)));
        assertSamples(
                new double[] {0.704013461, 0.703453234, 0.687882749, 0.811330852, 0.883492355, 0.899135775},
                3993.40237,
                NumberedMaps.map(6, 3, new Disc(1.5, 0.5, 1)));
    }

    @Test
    void mapsOfOneAndTwoPixelsASideAreSampled() {
        assertSamples(
                new double[] {0.870007805, 0.870741593, 0.933774558, 0.722152031, 0.91661537, 0.81016292},
                5028.20806,
                NumberedMaps.map(2, 2));
        assertSamples(
                new double[] {1, 1, 1, 1, 1, 1},
                5748,
                PolarMap.of(PerfusionState.REST, 1, new float[] {0.5f}, Disc.inscribed(1), "one"));
    }

    @Test
    void ringsSharesOfTheAreaAndAnglesAreThoseOfAGridOfTwentyByFortyEight() {
        assertEquals(960, PolarSamples.COUNT);
        assertEquals(0.025, PolarSamples.radius(47), 1e-15);
        assertEquals(0.075, PolarSamples.radius(48), 1e-15);
        assertEquals(3.75, PolarSamples.angleDegrees(48), 1e-12);
        assertEquals(356.25, PolarSamples.angleDegrees(47), 1e-12);
        assertEquals(1.0 / 400 / 48, PolarSamples.areaShare(0), 1e-15);
        assertEquals(39.0 / 400 / 48, PolarSamples.areaShare(959), 1e-15);
        assertEquals(
                1, IntStream.range(0, 960).mapToDouble(PolarSamples::areaShare).sum(), 1e-12);
    }

    @Test
    void aMapWithoutUptakeIsRefused() {
        PolarMap empty = PolarMap.of(PerfusionState.REST, 2, new float[4], Disc.inscribed(2), "dark.png");
        assertEquals(
                "the map has no uptake (dark.png)",
                assertThrows(IllegalArgumentException.class, () -> PolarSamples.of(empty))
                        .getMessage());
    }
}
