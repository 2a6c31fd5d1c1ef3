package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Property(seed = "1")
    void theBarNeverWraps(
            @ForAll @AlphaChars @StringLength(max = 60) String task,
            @ForAll @DoubleRange(max = 1.2) double fraction,
            @ForAll @AlphaChars @StringLength(max = 200) String detail,
            @ForAll @IntRange(min = 20, max = 200) int columns) {
        String line = Progress.line(task, fraction, "about 12 min 03 s left", detail, columns);
        assertTrue(line.length() < columns, line);
    }

    @Test
    void theDetailIsCutRatherThanTheBar() {
        assertEquals(
                "training [####....] 50 %, about 3 min 05 s left, epoch 150 of at most 300, A...",
                Progress.line("training", 0.5, "about 3 min 05 s left", "epoch 150 of at most 300, AUC 0.812", 80));
    }
}
