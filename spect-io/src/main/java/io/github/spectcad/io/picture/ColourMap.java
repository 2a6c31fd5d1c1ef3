package io.github.spectcad.io.picture;

/** Colours for values in [0, 1]. */
public enum ColourMap {
    /** Black for 0, white for 1. */
    GREY {
        @Override
        int at(double v) {
            return opaque(v, v, v);
        }
    },
    /** White for 0, black for 1: hot is dark, as the paper's authors draw their maps. */
    INVERTED_GREY {
        @Override
        int at(double v) {
            return opaque(1 - v, 1 - v, 1 - v);
        }
    },
    /** Dark blue over green to yellow, equal steps in lightness: Viridis (Smith and van der Walt, CC0), interpolated. */
    VIRIDIS {
        @Override
        int at(double v) {
            double position = v * (VIRIDIS_STEPS.length - 1);
            int from = Math.min((int) position, VIRIDIS_STEPS.length - 2);
            double share = position - from;
            int low = VIRIDIS_STEPS[from];
            int high = VIRIDIS_STEPS[from + 1];
            return opaque(
                    mixed(low >> 16, high >> 16, share), mixed(low >> 8, high >> 8, share), mixed(low, high, share));
        }
    },
    /** Blue, cyan, yellow, red: usual for saliency, not even in lightness. */
    JET {
        @Override
        int at(double v) {
            return opaque(1.5 - Math.abs(4 * v - 3), 1.5 - Math.abs(4 * v - 2), 1.5 - Math.abs(4 * v - 1));
        }
    };

    /** The colours of Viridis at 0, 1/8, ..., 1. */
    private static final int[] VIRIDIS_STEPS = {
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
    };

    abstract int at(double v);

    /**
     * The colour of a value.
     *
     * @param value the value; outside [0, 1] it counts as the nearer end, NaN as 0
     * @return opaque colour, {@code 0xFFRRGGBB}
     */
    public int rgb(double value) {
        return at(value > 0 ? Math.min(value, 1) : 0);
    }

    private static double mixed(int low, int high, double share) {
        return ((low & 0xFF) * (1 - share) + (high & 0xFF) * share) / 255;
    }

    private static int opaque(double red, double green, double blue) {
        return 0xFF000000 | (level(red) << 16) | (level(green) << 8) | level(blue);
    }

    private static int level(double v) {
        return (int) Math.round(Math.max(0, Math.min(1, v)) * 255);
    }
}
