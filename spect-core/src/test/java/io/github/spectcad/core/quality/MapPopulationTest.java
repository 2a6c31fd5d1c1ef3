package io.github.spectcad.core.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.NumberedMaps;
import io.github.spectcad.core.PolarMap;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are those of an independent program in NumPy. */
class MapPopulationTest {
    private static final int SIDE = 11;
    private static final MapPopulation MAPS = MapPopulation.fit(maps(23), 0.2);

    private static List<PolarMap> maps(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> NumberedMaps.map(number, SIDE))
                .toList();
    }

    private static double[] doubles(List<Float> values) {
        return values.stream().mapToDouble(Float::doubleValue).toArray();
    }

    private static double weighted(List<Float> values) {
        return IntStream.range(0, values.size())
                .mapToDouble(i -> (i % 7 + 1) * Math.abs(values.get(i)))
                .sum();
    }

    @Test
    void meansAndWhiteningAreThoseOfTheShrunkCovarianceOfStandardisedFigures() {
        assertEquals(23, MAPS.maps());
        assertArrayEquals(
                new double[] {
                    -1.3212618,
                    -2.548414,
                    -1.1096725,
                    -1.1032197,
                    0.49600932,
                    0.013043478,
                    0.10347826,
                    0.26086956,
                    0.49086955,
                    0.7430435,
                    0.88869566,
                    0.96652174
                },
                doubles(MAPS.appearance().mean()),
                1e-5);
        assertArrayEquals(
                new double[] {11.505579, -0.27899933, 5.0856547, -6.452375, 0.9905802, 8.179347},
                doubles(MAPS.appearance().whitening().subList(0, 6)),
                1e-4);
        assertEquals(2202.74219, weighted(MAPS.appearance().whitening()), 1e-2);
        assertEquals(4240.81627, weighted(MAPS.pattern().whitening()), 1e-2);
    }

    @Test
    void medianAndLimitAreThoseOfMapsLeftOutInTenFolds() {
        assertEquals(12.4095188, MAPS.appearance().median(), 1e-4);
        assertEquals(22.6451979, MAPS.appearance().limit(), 1e-4);
        assertEquals(4.6309991, MAPS.pattern().median(), 1e-4);
        assertEquals(26.7596225, MAPS.pattern().limit(), 1e-4);
        assertEquals(23.6348208, MapPopulation.fit(maps(23), 0.02).appearance().limit(), 1e-4);
        assertEquals(6.1916028, MapPopulation.fit(maps(23), 0.9).pattern().limit(), 1e-4);
        MapPopulation even = MapPopulation.fit(maps(24), 0.9);
        assertEquals(12.4449481, even.appearance().median(), 1e-4);
        assertEquals(12.6831720, even.appearance().limit(), 1e-4);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 0,           its grain and grey levels differ",
        "31, 1.01492786,  it resembles them more when turned by 90 degrees counter-clockwise",
        "32, 0.533213704, its grain and grey levels differ",
        "40, 1.15240854,  it resembles them more when turned by 90 degrees clockwise"
    })
    void theDistanceIsThatOfWhatDiffersMost(int number, double distance, String difference) {
        PolarMap map = NumberedMaps.map(number, SIDE);
        assertEquals(distance, MAPS.distance(map), 1e-4);
        assertEquals(difference, MAPS.difference(map));
    }

    @ParameterizedTest
    @CsvSource({
        "0,   0,          its grain and grey levels differ",
        "90,  1.71676296, it resembles them more when turned by 90 degrees clockwise",
        "180, 2.17715812, it resembles them more when turned by 180 degrees",
        "270, 3.79213662, it resembles them more when turned by 90 degrees counter-clockwise"
    })
    void aTurnedMapOfThePopulationIsFarAndItsTurnBackIsNamed(int degrees, double distance, String difference) {
        PolarMap turned = NumberedMaps.map(5, SIDE).rotated(degrees);
        assertEquals(distance, MAPS.distance(turned), 1e-4);
        assertEquals(difference, MAPS.difference(turned));
    }

    @Test
    void fromMapsThatAreAllAlikeEveryOtherIsFar() {
        MapPopulation alike = MapPopulation.fit(Collections.nCopies(20, NumberedMaps.map(1, SIDE)), 0.02);
        assertTrue(alike.distance(NumberedMaps.map(1, SIDE)) <= 1);
        assertTrue(alike.distance(NumberedMaps.map(2, SIDE)) > 1e3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void theShareOfFalseAlarmsLiesBetweenZeroAndOne(double share) {
        assertEquals(
                "falseAlarms is " + share + ": must be in (0, 1)",
                assertThrows(IllegalArgumentException.class, () -> MapPopulation.fit(maps(20), share))
                        .getMessage());
    }

    @Test
    void fewerThanTwentyMapsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> MapPopulation.fit(maps(19), 0.1));
        assertThrows(IllegalArgumentException.class, () -> new MapPopulation(19, MAPS.appearance(), MAPS.pattern()));
        assertEquals(20, new MapPopulation(20, MAPS.appearance(), MAPS.pattern()).maps());
    }
}
