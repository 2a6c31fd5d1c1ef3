package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Reference.Row;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PValueAdjustmentTest {

    static final Map<String, PValueAdjustment> BY_R_NAME = Map.of(
            "none", PValueAdjustment.NONE,
            "bonferroni", PValueAdjustment.BONFERRONI,
            "holm", PValueAdjustment.HOLM,
            "hochberg", PValueAdjustment.HOCHBERG,
            "hommel", PValueAdjustment.HOMMEL,
            "BH", PValueAdjustment.BENJAMINI_HOCHBERG,
            "BY", PValueAdjustment.BENJAMINI_YEKUTIELI);

    @Test
    void everyMethodAgreesWithTheReference() {
        Reference.grouped("p_adjust.csv", r -> r.text("case"))
                .forEach((name, rows) -> BY_R_NAME.forEach((rName, adjustment) -> {
                    double[] p = Reference.column(rows, "p");
                    double[] adjusted = adjustment.adjust(p, rows.get(0).integer("n"));
                    for (Row row : rows) {
                        row.check(rName, adjusted[row.integer("index")], 1e-14);
                    }
                    if (!name.equals("n_override")) {
                        assertArrayEquals(adjusted, adjustment.adjust(p), 0);
                    }
                }));
    }

    @Provide
    Arbitrary<double[]> pValues() {
        return Arbitraries.doubles()
                .between(0, 1)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(seed = "1", tries = 200)
    void adjustedValuesAreOrderedProbabilitiesAboveThePValues(@ForAll("pValues") double[] p) {
        for (PValueAdjustment adjustment : PValueAdjustment.values()) {
            double[] adjusted = adjustment.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertTrue(adjusted[i] >= p[i] && adjusted[i] <= 1);
                for (int j = 0; j < p.length; j++) {
                    assertTrue(p[i] > p[j] || adjusted[i] <= adjusted[j]);
                }
            }
        }
    }

    /** Hommel's own definition, in O(n^2) for each value as R has it. */
    private static double[] hommelByDefinition(double[] pValues) {
        double[] p = pValues.clone();
        Arrays.sort(p);
        int n = p.length;
        double[] adjusted = p.clone();
        for (int m = n; m >= 2; m--) {
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = n - m + 2; i <= n; i++) {
                smallest = Math.min(smallest, m * p[i - 1] / (m + i - n));
            }
            for (int i = 1; i <= n - m + 1; i++) {
                adjusted[i - 1] = Math.max(adjusted[i - 1], Math.min(smallest, m * p[i - 1]));
            }
            for (int i = n - m + 2; i <= n; i++) {
                adjusted[i - 1] = Math.max(adjusted[i - 1], Math.min(smallest, m * p[n - m]));
            }
        }
        double[] inOrder = new double[n];
        for (int i = 0; i < n; i++) {
            inOrder[i] = adjusted[Arrays.binarySearch(p, pValues[i])];
        }
        return inOrder;
    }

    @Test
    void fastHommelEqualsItsDefinition() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 300; trial++) {
            double power = 1 + random.nextInt(8);
            double[] p = random.doubles(1 + random.nextInt(60))
                    .map(u -> Math.pow(u, power))
                    .toArray();
            assertArrayEquals(hommelByDefinition(p), PValueAdjustment.HOMMEL.adjust(p), 1e-14);
        }
    }

    @Test
    void nanStaysNanAndIsNotCounted() {
        assertArrayEquals(
                new double[] {0.02, Double.NaN, 0.03}, PValueAdjustment.HOLM.adjust(0.01, Double.NaN, 0.03), 1e-15);
        assertArrayEquals(new double[] {Double.NaN}, PValueAdjustment.HOMMEL.adjust(Double.NaN), 0);
        assertArrayEquals(new double[0], PValueAdjustment.BENJAMINI_HOCHBERG.adjust(), 0);
    }

    @Test
    void valuesOutsideTheUnitIntervalAndTooFewComparisonsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PValueAdjustment.HOLM.adjust(0.5, 1.1));
        assertThrows(IllegalArgumentException.class, () -> PValueAdjustment.HOLM.adjust(new double[] {0.1, 0.2}, 1));
    }
}
