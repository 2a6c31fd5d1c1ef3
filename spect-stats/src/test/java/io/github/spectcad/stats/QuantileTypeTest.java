package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.stats.Reference.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantileTypeTest {

    @Test
    void everyDefinitionAgreesWithTheReference() {
        Map<String, List<Row>> inputs = Reference.grouped("quantile_inputs.csv", r -> r.text("case"));
        for (Row row : Reference.rows("quantile_expected.csv")) {
            double[] values = Reference.column(inputs.get(row.text("case")), "value");
            double probability = row.number("prob");
            for (int type = 1; type <= 9; type++) {
                row.check("type" + type, QuantileType.valueOf("TYPE_" + type).quantile(values, probability), 1e-13);
            }
            if (row.has("boot_norm_inter")) {
                row.check("boot_norm_inter", QuantileType.NORMAL_SCORES.quantile(values, probability), 1e-13);
            }
        }
    }

    @Test
    void theSampleIsNotModifiedAndMustBeLegal() {
        double[] values = {3, 1, 2};
        QuantileType.TYPE_7.quantile(values, 0.5);
        assertArrayEquals(new double[] {3, 1, 2}, values);
        assertThrows(IllegalArgumentException.class, () -> QuantileType.TYPE_7.quantile(values, 1.1));
        assertThrows(IllegalArgumentException.class, () -> QuantileType.TYPE_7.quantile(new double[0], 0.5));
        assertThrows(
                IllegalArgumentException.class, () -> QuantileType.TYPE_1.quantile(new double[] {Double.NaN}, 0.5));
    }
}
