package io.github.spectcad.nn.layer;

/**
 * The shape of a feature map, batch left out. Arrays of this shape are {@code [batch * copies, channels, height, width]},
 * row-major ({@code NCHW}). A vector of {@code n} features is a map of {@code n} channels and one pixel.
 *
 * @param copies how often the batch is repeated along the first axis: 1, or the number of tensors stacked by
 *     {@link Stack}, so that one tower sees, say, all rest maps and then all stress maps
 * @param channels number of channels, at least 1
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Shape(int copies, int channels, int height, int width) {
    /** Checks that every extent is positive. */
    public Shape {
        if (!(copies > 0 && channels > 0 && height > 0 && width > 0)) {
            throw new IllegalArgumentException("shape is " + copies + " x [" + channels + ", " + height + ", " + width
                    + "]: every extent must be at least 1; the map is too small for the layers applied to it");
        }
    }

    /**
     * A map of channels.
     *
     * @param channels number of channels
     * @param height rows
     * @param width columns
     * @return the shape
     */
    public static Shape map(int channels, int height, int width) {
        return new Shape(1, channels, height, width);
    }

    /**
     * A vector.
     *
     * @param features number of features
     * @return the shape
     */
    public static Shape vector(int features) {
        return new Shape(1, features, 1, 1);
    }

    /**
     * The same number of copies with other extents.
     *
     * @param newChannels number of channels
     * @param newHeight rows
     * @param newWidth columns
     * @return the shape
     */
    public Shape with(int newChannels, int newHeight, int newWidth) {
        return new Shape(copies, newChannels, newHeight, newWidth);
    }

    /** {@return whether this is a vector: one pixel} */
    public boolean isVector() {
        return height == 1 && width == 1;
    }

    /** {@return values of one sample: channels x height x width} */
    public long size() {
        return (long) channels * height * width;
    }

    /** {@return pixels of one channel: height x width} */
    public long area() {
        return (long) height * width;
    }

    /**
     * The extents of an array of this shape.
     *
     * @param batch number of samples
     * @return {@code [batch * copies, channels, height, width]}
     */
    public long[] dimensions(int batch) {
        return new long[] {(long) batch * copies, channels, height, width};
    }

    @Override
    public String toString() {
        String extents = isVector() ? "[" + channels + "]" : "[" + channels + ", " + height + ", " + width + "]";
        return copies == 1 ? extents : copies + " x " + extents;
    }
}
