package io.github.spectcad.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {
    /** R's mtcars: weight (1000 lb) and power (hp). */
    private static final double[][] CARS = {
        {2.62, 110}, {2.875, 110}, {2.32, 93}, {3.215, 110}, {3.44, 175}, {3.46, 105}, {3.57, 245}, {3.19, 62},
        {3.15, 95}, {3.44, 123}, {3.44, 123}, {4.07, 180}, {3.73, 180}, {3.78, 180}, {5.25, 205}, {5.424, 215},
        {5.345, 230}, {2.2, 66}, {1.615, 52}, {1.835, 65}, {2.465, 97}, {3.52, 150}, {3.435, 150}, {3.84, 245},
        {3.845, 175}, {1.935, 66}, {2.14, 91}, {1.513, 113}, {3.17, 264}, {2.77, 175}, {3.57, 335}, {2.78, 109}
    };

    private static final boolean[] MANUAL = labels("11100000000000000111000001111111");

    private static boolean[] labels(String digits) {
        boolean[] labels = new boolean[digits.length()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = digits.charAt(i) == '1';
        }
        return labels;
    }

    @Test
    void withAVanishingRidgeItIsRsGlm() {
        // R: glm(am ~ wt + hp, binomial, mtcars, control = list(epsilon = 1e-14))
        LogisticRegression model = LogisticRegression.fit(CARS, MANUAL, 1e-9);
        double[] coefficients = model.coefficients();
        assertEquals(-8.083475182444628, coefficients[0], 1e-5);
        assertEquals(0.0362555960822165, coefficients[1], 1e-7);
        assertEquals(18.866298717204096, coefficients[2], 1e-5);
        assertEquals(0.842335536516938, model.probability(CARS[0]), 1e-7);
        assertEquals(0.404782532736742, model.probability(CARS[1]), 1e-7);
    }

    @Test
    void withARidgeItIsThePenalisedOptimum() {
        // R: Newton iterations on the penalised likelihood of the scaled features, checked with optim(method = "BFGS")
        double[] one = LogisticRegression.fit(CARS, MANUAL, 1).coefficients();
        assertArrayEquals(new double[] {-2.406815945300018, 0.00815381202629403, 5.864460985849819}, one, 1e-9);
        double[] ten = LogisticRegression.fit(CARS, MANUAL, 10).coefficients();
        assertArrayEquals(new double[] {-0.6563531269501154, -0.000751185819350231, 1.797512173804307}, ten, 1e-9);
    }

    @Property(seed = "1", tries = 100)
    void theGradientVanishesAtTheFit(
            @ForAll @IntRange(min = 4, max = 60) int cases,
            @ForAll @IntRange(min = 0, max = 6) int width,
            @ForAll @DoubleRange(min = .01, max = 100) double ridge,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[][] features = new double[cases][width];
        boolean[] labels = new boolean[cases];
        for (int i = 0; i < cases; i++) {
            labels[i] = i == 0 || (i != 1 && random.nextBoolean());
            for (int j = 0; j < width; j++) {
                features[i][j] = 5 + random.nextGaussian() * (j + 1) + (labels[i] ? 2 : 0);
            }
        }
        LogisticRegression model = LogisticRegression.fit(features, labels, ridge);
        double[] coefficients = model.coefficients();
        double residuals = 0;
        for (int i = 0; i < cases; i++) {
            residuals += (labels[i] ? 1 : 0) - model.probability(features[i]);
        }
        assertEquals(0, residuals, 1e-6);
        for (int j = 0; j < width; j++) {
            int feature = j;
            double mean = java.util.Arrays.stream(features)
                    .mapToDouble(row -> row[feature])
                    .average()
                    .orElseThrow();
            double deviation = Math.sqrt(java.util.Arrays.stream(features)
                    .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
                    .average()
                    .orElseThrow());
            double gradient = -ridge * coefficients[j] * deviation;
            for (int i = 0; i < cases; i++) {
                gradient +=
                        ((labels[i] ? 1 : 0) - model.probability(features[i])) * (features[i][j] - mean) / deviation;
            }
            assertEquals(0, gradient, 1e-6);
        }
    }

    @Test
    void separableCasesHaveAFiniteFit() {
        LogisticRegression model = LogisticRegression.fit(new double[][] {{-2}, {-1}, {1}, {2}}, labels("0011"), .001);
        assertTrue(model.probability(-1) < .05 && model.probability(1) > .95);
        assertTrue(Double.isFinite(model.coefficients()[0]));
    }

    @Test
    void aFeatureThatNeverVariesGetsNoWeight() {
        double[] coefficients = LogisticRegression.fit(new double[][] {{7, 0}, {7, 1}, {7, 2}}, labels("010"), 1)
                .coefficients();
        assertEquals(0, coefficients[0]);
    }

    @Test
    void scalingAFeatureChangesNoPrediction() {
        double[][] scaled = new double[CARS.length][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = new double[] {CARS[i][0] * 1e4 - 3, CARS[i][1] / 1e3};
        }
        LogisticRegression a = LogisticRegression.fit(CARS, MANUAL, 1);
        LogisticRegression b = LogisticRegression.fit(scaled, MANUAL, 1);
        for (int i = 0; i < scaled.length; i++) {
            assertEquals(a.probability(CARS[i]), b.probability(scaled[i]), 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void theRidgeMustBeAboveZero(double ridge) {
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(CARS, MANUAL, ridge));
    }

    @Test
    void unusableCasesAreRefused() {
        double[][] two = {{1}, {2}};
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(two, labels("11"), 1));
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(two, labels("00"), 1));
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(two, labels("101"), 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> LogisticRegression.fit(new double[][] {{1}, {1, 2}}, labels("01"), 1));
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(new double[0][], new boolean[0], 1));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> LogisticRegression.fit(new double[][] {{1}, {Double.NaN}}, labels("01"), 1))
                .getMessage();
        assertEquals("feature 0 of row 1 is NaN: must be finite", message);
    }

    @Test
    void predictionNeedsTheFittedNumberOfFeaturesAndNoNaN() {
        LogisticRegression model = LogisticRegression.fit(CARS, MANUAL, 1);
        assertThrows(IllegalArgumentException.class, () -> model.probability(1));
        assertThrows(IllegalArgumentException.class, () -> model.probability(1, Double.NaN));
    }
}
