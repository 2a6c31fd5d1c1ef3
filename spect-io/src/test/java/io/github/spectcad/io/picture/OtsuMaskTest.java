package io.github.spectcad.io.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OtsuMaskTest {
    private static final int PIXELS = 16;

    /** Smooth noise with a ring around a dark pixel. */
    private static final String VALUES = """
            0.00, 0.33, 0.62, 0.80, 0.88, 0.71, 0.35, 0.13, 0.18, 0.38, 0.61, 0.66, 0.41, 0.17, 0.29, 0.60,
            0.04, 0.32, 0.57, 0.72, 0.78, 0.64, 0.36, 0.19, 0.22, 0.37, 0.56, 0.65, 0.51, 0.32, 0.35, 0.54,
            0.11, 0.34, 0.56, 0.70, 0.73, 0.57, 0.31, 0.13, 0.17, 0.35, 0.55, 0.65, 0.60, 0.44, 0.35, 0.41,
            0.18, 0.39, 0.63, 0.80, 0.78, 0.59, 0.31, 0.11, 0.16, 0.41, 0.62, 0.66, 0.57, 0.39, 0.23, 0.19,
            0.25, 0.43, 0.69, 0.87, 0.83, 0.65, 0.44, 0.30, 0.37, 0.60, 0.74, 0.65, 0.44, 0.25, 0.11, 0.03,
            0.38, 0.47, 0.65, 0.76, 0.70, 0.90, 0.90, 0.90, 0.61, 0.78, 0.85, 0.67, 0.36, 0.18, 0.09, 0.02,
            0.60, 0.58, 0.61, 0.60, 0.46, 0.90, 0.02, 0.90, 0.61, 0.73, 0.80, 0.67, 0.37, 0.17, 0.10, 0.08,
            0.74, 0.61, 0.56, 0.53, 0.35, 0.90, 0.90, 0.90, 0.46, 0.52, 0.61, 0.62, 0.43, 0.20, 0.13, 0.14,
            0.67, 0.47, 0.39, 0.42, 0.30, 0.17, 0.23, 0.37, 0.39, 0.34, 0.38, 0.50, 0.48, 0.33, 0.19, 0.13,
            0.43, 0.30, 0.27, 0.33, 0.31, 0.24, 0.28, 0.36, 0.30, 0.16, 0.15, 0.34, 0.50, 0.47, 0.29, 0.10,
            0.19, 0.23, 0.30, 0.39, 0.44, 0.43, 0.42, 0.34, 0.17, 0.02, 0.06, 0.28, 0.52, 0.52, 0.30, 0.08,
            0.09, 0.20, 0.35, 0.49, 0.58, 0.56, 0.51, 0.39, 0.21, 0.12, 0.20, 0.40, 0.55, 0.49, 0.31, 0.16,
            0.20, 0.27, 0.42, 0.59, 0.64, 0.59, 0.55, 0.54, 0.46, 0.39, 0.44, 0.50, 0.48, 0.40, 0.30, 0.23,
            0.50, 0.48, 0.56, 0.65, 0.65, 0.59, 0.57, 0.64, 0.66, 0.61, 0.57, 0.46, 0.32, 0.25, 0.23, 0.19,
            0.82, 0.71, 0.67, 0.64, 0.59, 0.56, 0.56, 0.63, 0.67, 0.64, 0.57, 0.38, 0.20, 0.15, 0.16, 0.18,
            1.00, 0.86, 0.76, 0.64, 0.52, 0.50, 0.54, 0.60, 0.63, 0.62, 0.55, 0.34, 0.15, 0.09, 0.13, 0.24,
            """;

    /** By SciPy 1.x: Otsu's level 112 by its definition, ndimage's binary_dilation, binary_erosion and binary_fill_holes. */
    private static final String MASK = """
            ..####....######
            ..####....######
            ..####....###...
            ..####....###...
            ..####...###....
            ############....
            ############....
            ############....
            ##.........##...
            ............##..
            ............##..
            ...####.....##..
            ...##########...
            ############....
            ###########.....
            ###########.....
            """;

    private static double[] values() {
        return Pattern.compile(",")
                .splitAsStream(VALUES.replaceAll("\\s", ""))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void theMaskIsThatOfSciPy() {
        double[] values = values();
        double[] masked = OtsuMask.apply(values, PIXELS);
        String expected = MASK.replaceAll("\\s", "");
        for (int i = 0; i < masked.length; i++) {
            assertEquals(expected.charAt(i) == '#' ? values[i] : 0, masked[i], "pixel " + i);
        }
    }

    @Test
    void saliencyThatIsTheSameEverywhereIsAllMasked() {
        double[] flat = new double[9];
        Arrays.fill(flat, 0.4);
        assertArrayEquals(new double[9], OtsuMask.apply(flat, 3));
    }

    @Test
    void valuesOutsideTheirRangeAndOtherSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> OtsuMask.apply(new double[8], 3));
        assertThrows(IllegalArgumentException.class, () -> OtsuMask.apply(new double[] {0, 0, 0, 1.5}, 2));
        assertThrows(IllegalArgumentException.class, () -> OtsuMask.apply(new double[] {0, 0, 0, Double.NaN}, 2));
    }
}
