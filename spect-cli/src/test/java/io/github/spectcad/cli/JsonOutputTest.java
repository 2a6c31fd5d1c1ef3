package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    private static String json(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        JsonOutput.print(new PrintWriter(text), object);
        return text.toString().strip();
    }

    @Test
    void nanIsNullAndInfinityIsANumberTooLarge() {
        assertEquals("{\"a\":[null,1e999,-1e999]}", json(Map.of("a", new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        })));
        assertEquals("{\"a\":[null,0]}", json(Map.of("a", List.of(Double.NaN, 0.0))));
    }

    @Test
    void numbersHave17SignificantDigits() {
        assertEquals("{\"a\":0.10000000000000001}", json(Map.of("a", 0.1)));
    }

    @Property(seed = "1")
    void finiteNumbersReadBackExactly(@ForAll double value) throws Exception {
        double expected = value + 0.0; // -0.0 has no sign in decimal notation
        assertEquals(
                expected,
                new ObjectMapper().readTree(json(Map.of("a", value))).get("a").asDouble());
    }
}
