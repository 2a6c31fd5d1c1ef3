package io.github.spectcad.nn.layer;

/**
 * How a sliding window treats the border.
 *
 * @param mode the rule
 * @param top rows of padding above, used by {@link Mode#EXPLICIT}
 * @param bottom rows below
 * @param left columns to the left
 * @param right columns to the right
 */
public record Padding(Mode mode, int top, int bottom, int left, int right) {
    /** Keras' {@code valid}: no padding, an incomplete window at the end is left out. */
    public static final Padding VALID = new Padding(Mode.EXPLICIT, 0, 0, 0, 0);

    /** Keras' and TensorFlow's {@code same}: output extent = ceil(input / stride); the odd pixel goes bottom and right. */
    public static final Padding SAME = new Padding(Mode.SAME, 0, 0, 0, 0);

    /** Checks the values. */
    public Padding {
        if (!(top >= 0 && bottom >= 0 && left >= 0 && right >= 0)) {
            throw new IllegalArgumentException("padding is top " + top + ", bottom " + bottom + ", left " + left
                    + ", right " + right + ": must not be negative");
        }
    }

    /** The rule of a padding. */
    public enum Mode {
        SAME,
        EXPLICIT
    }

    /**
     * The same padding on all sides.
     *
     * @param pixels rows and columns
     * @return the padding
     */
    public static Padding of(int pixels) {
        return new Padding(Mode.EXPLICIT, pixels, pixels, pixels, pixels);
    }

    /**
     * Padding that differs by side.
     *
     * @param top rows above
     * @param bottom rows below
     * @param left columns to the left
     * @param right columns to the right
     * @return the padding
     */
    public static Padding of(int top, int bottom, int left, int right) {
        return new Padding(Mode.EXPLICIT, top, bottom, left, right);
    }

    /** {@return whether this is {@link Mode#SAME}} */
    public boolean isSame() {
        return mode == Mode.SAME;
    }

    /** {@return whether top and bottom, and left and right, are padded alike, as native convolutions need it, or SAME} */
    public boolean isSymmetric() {
        return isSame() || (top == bottom && left == right);
    }

    /**
     * Rows of the output.
     *
     * @param height rows of the input
     * @param kernel rows of the window
     * @param stride step of the window
     * @return the number of windows that fit; 0 if none does
     */
    public int outputHeight(int height, int kernel, int stride) {
        return extent(height, top + bottom, kernel, stride);
    }

    /**
     * Columns of the output.
     *
     * @param width columns of the input
     * @param kernel columns of the window
     * @param stride step of the window
     * @return the number of windows that fit; 0 if none does
     */
    public int outputWidth(int width, int kernel, int stride) {
        return extent(width, left + right, kernel, stride);
    }

    /**
     * Rows of padding above a map.
     *
     * @param height rows of the map
     * @param kernel rows of the window
     * @param stride step of the window
     * @return the rows; for SAME they depend on the map
     */
    public int top(int height, int kernel, int stride) {
        return isSame() ? same(height, kernel, stride) : top;
    }

    /**
     * Columns of padding left of a map.
     *
     * @param width columns of the map
     * @param kernel columns of the window
     * @param stride step of the window
     * @return the columns; for SAME they depend on the map
     */
    public int left(int width, int kernel, int stride) {
        return isSame() ? same(width, kernel, stride) : left;
    }

    /** Rows and columns of padding in ONNX' order: above, left, below, right. */
    long[] amounts(Shape in, int kernelHeight, int kernelWidth, int stride) {
        if (!isSame()) {
            return new long[] {top, left, bottom, right};
        }
        int above = same(in.height(), kernelHeight, stride);
        int before = same(in.width(), kernelWidth, stride);
        return new long[] {
            above,
            before,
            sameInAll(in.height(), kernelHeight, stride) - above,
            sameInAll(in.width(), kernelWidth, stride) - before
        };
    }

    private static int same(int input, int kernel, int stride) {
        return sameInAll(input, kernel, stride) / 2;
    }

    private static int sameInAll(int input, int kernel, int stride) {
        int output = (input + stride - 1) / stride;
        return Math.max(0, (output - 1) * stride + kernel - input);
    }

    private int extent(int input, int padding, int kernel, int stride) {
        if (isSame()) {
            return (input + stride - 1) / stride;
        }
        int room = input + padding - kernel;
        return room < 0 ? 0 : room / stride + 1;
    }
}
