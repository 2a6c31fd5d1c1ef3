package io.github.spectcad.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomRandomTest {
    private static final int DRAWS = 200_000;

    /** Checks mean and variance within five standard errors (kurtosis taken as at most 6). */
    private static void assertMoments(DoubleSupplier draw, double mean, double variance) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = draw.getAsDouble();
            sum += x - mean;
            squares += (x - mean) * (x - mean);
        }
        assertEquals(0, sum / DRAWS, 5 * Math.sqrt(variance / DRAWS));
        assertEquals(variance, squares / DRAWS, 5 * variance * Math.sqrt(5.0 / DRAWS));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 9.9, 10, 30, 140, 320, 400})
    void poissonHasItsMeanAndVariance(double mean) {
        PhantomRandom random = new PhantomRandom(1);
        assertMoments(() -> random.poisson(mean), mean, mean);
    }

    @Test
    void poissonHasItsProbabilities() {
        PhantomRandom random = new PhantomRandom(2);
        int[] counts = new int[60];
        for (int i = 0; i < DRAWS; i++) {
            counts[Math.min(59, random.poisson(12))]++;
        }
        double probability = Math.exp(-12);
        for (int k = 0; k < 40; k++) {
            double expected = probability * DRAWS;
            assertEquals(expected, counts[k], 5 * Math.sqrt(expected) + 3, "k = " + k);
            probability *= 12.0 / (k + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2.6, 3.6", "1.2, 7", "5, 1.6"})
    void betaHasItsMeanAndVariance(double a, double b) {
        PhantomRandom random = new PhantomRandom(3);
        assertMoments(() -> random.beta(a, b), a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)));
    }

    @Test
    void gaussianAndUniformHaveTheirMoments() {
        PhantomRandom random = new PhantomRandom(4);
        assertMoments(() -> random.normal(3, 2), 3, 4);
        assertMoments(() -> random.uniform(1, 4), 2.5, 9 / 12.0);
    }

    @Test
    void drawsBelowABoundCoverItEvenly() {
        PhantomRandom random = new PhantomRandom(5);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.below(7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 500);
        }
    }

    @Test
    void keysAndSeedsGiveStreamsOfTheirOwn() {
        assertEquals(new PhantomRandom(1, 2, 3).uniform(), new PhantomRandom(1, 2, 3).uniform());
        assertNotEquals(new PhantomRandom(1, 2, 3).uniform(), new PhantomRandom(1, 3, 2).uniform());
        assertNotEquals(new PhantomRandom(1, 2).uniform(), new PhantomRandom(2, 2).uniform());
        PhantomRandom a = new PhantomRandom(1, 0);
        PhantomRandom b = new PhantomRandom(1, 1);
        double products = 0;
        for (int i = 0; i < DRAWS; i++) {
            products += a.gaussian() * b.gaussian();
        }
        assertTrue(Math.abs(products / DRAWS) < 5 / Math.sqrt(DRAWS));
    }
}
