package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The transforms of the minimal filtering algorithm F(4 x 4, 3 x 3): 4 x 4 outputs of a 3 x 3 convolution from 6 x 6 inputs by
 * 36 products in place of 144 (Lavin and Gray 2016, arXiv:1509.09308, with the points 0, 1, -1, 2, -2).
 */
final class Winograd {
    /** Rows and columns of outputs of a tile. */
    static final int TILE = 4;

    /** Rows and columns of inputs of a tile. */
    static final int PATCH = 6;

    /** Products for each tile, input and output channel. */
    static final int PRODUCTS = PATCH * PATCH;

    private static final int KERNEL = 3;

    private Winograd() {}

    /**
     * Transforms the kernels of one output channel.
     *
     * @param kernels {@code [inputs, 3, 3]} from the given offset on
     * @param transformed {@code [36][inputs]}
     */
    static void kernels(float[] kernels, int offset, float[][] transformed) {
        double[] columns = new double[PATCH * KERNEL];
        double[] patch = new double[PATCH];
        for (int i = 0; i < transformed[0].length; i++) {
            int at = offset + i * KERNEL * KERNEL;
            for (int x = 0; x < KERNEL; x++) {
                kernel(kernels[at + x], kernels[at + KERNEL + x], kernels[at + 2 * KERNEL + x], patch);
                for (int y = 0; y < PATCH; y++) {
                    columns[y * KERNEL + x] = patch[y];
                }
            }
            for (int y = 0; y < PATCH; y++) {
                kernel(columns[y * KERNEL], columns[y * KERNEL + 1], columns[y * KERNEL + 2], patch);
                for (int x = 0; x < PATCH; x++) {
                    transformed[y * PATCH + x][i] = (float) patch[x];
                }
            }
        }
    }

    private static void kernel(double a, double b, double c, double[] result) {
        double even = (a + c) / 6;
        double twice = (a + 4 * c) / 24;
        result[0] = a / 4;
        result[1] = -even - b / 6;
        result[2] = -even + b / 6;
        result[3] = twice + b / 12;
        result[4] = twice - b / 12;
        result[5] = c;
    }

    // The loops below are short on purpose: the compiler vectorises none whose body is much larger.

    /** Transforms a band of tile rows of one channel; used by one thread. */
    static final class Input {
        private final int height;
        private final int width;
        private final int left;
        private final int tilesAcross;
        private final float[] row;
        private final float[][] rows; // [row of the map % 4 * 6 + column of the patch][row of the map / 4, tile]
        private final float[][] patches;
        private final float[][] spare;

        /**
         * Makes room.
         *
         * @param shape shape of the input
         * @param left columns of zeros to the left
         * @param tilesAcross tiles in a row
         * @param tiles tiles of a band
         */
        Input(Shape shape, int left, int tilesAcross, int tiles) {
            height = shape.height();
            width = shape.width();
            this.left = left;
            this.tilesAcross = tilesAcross;
            row = new float[left + Math.max(width, TILE * tilesAcross + 2 - left)];
            rows = new float[TILE * PATCH][tiles + tilesAcross];
            patches = new float[PRODUCTS][tiles];
            spare = new float[4][tiles];
        }

        /**
         * Transforms.
         *
         * @param input the map
         * @param channel index of the channel's first value
         * @param firstRow row of the map where the first tile row starts; rows outside the map are zeros
         * @param tileRows tile rows of the band
         * @return {@code [36][tiles]}, valid until the next call
         */
        float[][] transform(FloatBuffer input, int channel, int firstRow, int tileRows) {
            for (int y = 0; y < TILE * tileRows + PATCH - TILE; y++) {
                gather(input, channel, firstRow + y, y % TILE * PATCH, y / TILE * tilesAcross);
            }
            int tiles = tileRows * tilesAcross;
            for (int x = 0; x < PATCH; x++) { // the last two rows of a patch are the first two of the one below
                for (int y = TILE; y < PATCH; y++) {
                    System.arraycopy(rows[(y - TILE) * PATCH + x], tilesAcross, patches[y * PATCH + x], 0, tiles);
                }
                for (int y = 0; y < TILE; y++) {
                    System.arraycopy(rows[y * PATCH + x], 0, patches[y * PATCH + x], 0, tiles);
                }
            }
            for (int i = 0; i < PATCH; i++) {
                transform(i, PATCH); // down the columns
            }
            for (int i = 0; i < PATCH; i++) {
                transform(i * PATCH, 1); // along the rows
            }
            return patches;
        }

        /** Takes a row of the map apart: values of column x of every patch to array {@code first + x}. */
        private void gather(FloatBuffer input, int channel, int mapRow, int first, int tile) {
            if (mapRow < 0 || mapRow >= height) {
                for (int x = 0; x < PATCH; x++) {
                    Arrays.fill(rows[first + x], tile, tile + tilesAcross, 0);
                }
                return;
            }
            input.get(channel + mapRow * width, row, left, width); // what is left and right stays 0
            pick(row, 0, rows[first], rows[first + 1], tile, tilesAcross);
            pick(row, 2, rows[first + 2], rows[first + 3], tile, tilesAcross);
            for (int x = TILE; x < PATCH; x++) { // the last two columns of a patch are the first two of the next
                System.arraycopy(rows[first + x - TILE], tile + 1, rows[first + x], tile, tilesAcross - 1);
                rows[first + x][tile + tilesAcross - 1] = row[TILE * tilesAcross + x - TILE];
            }
        }

        private static void pick(float[] row, int from, float[] even, float[] odd, int at, int count) {
            for (int i = 0; i < count; i++) {
                even[at + i] = row[from + TILE * i];
                odd[at + i] = row[from + TILE * i + 1];
            }
        }

        /** The transform of six values that lie a step apart, for all tiles. */
        private void transform(int first, int step) {
            float[] b = patches[first + step];
            float[] c = patches[first + 2 * step];
            float[] d = patches[first + 3 * step];
            float[] e = patches[first + 4 * step];
            ones(b, c, d, e, spare[0], spare[1]);
            twos(b, c, d, e, spare[2], spare[3]);
            first(patches[first], c, e);
            last(b, d, patches[first + 5 * step]);
            for (int i = 0; i < spare.length; i++) {
                float[] old = patches[first + (i + 1) * step];
                patches[first + (i + 1) * step] = spare[i];
                spare[i] = old;
            }
        }

        private static void ones(float[] b, float[] c, float[] d, float[] e, float[] plus, float[] minus) {
            for (int i = 0; i < b.length; i++) {
                float even = e[i] - 4 * c[i];
                float odd = d[i] - 4 * b[i];
                plus[i] = even + odd;
                minus[i] = even - odd;
            }
        }

        private static void twos(float[] b, float[] c, float[] d, float[] e, float[] plus, float[] minus) {
            for (int i = 0; i < b.length; i++) {
                float even = e[i] - c[i];
                float odd = 2 * (d[i] - b[i]);
                plus[i] = even + odd;
                minus[i] = even - odd;
            }
        }

        private static void first(float[] a, float[] c, float[] e) {
            for (int i = 0; i < a.length; i++) {
                a[i] = 4 * a[i] - 5 * c[i] + e[i];
            }
        }

        private static void last(float[] b, float[] d, float[] f) {
            for (int i = 0; i < f.length; i++) {
                f[i] = 4 * b[i] - 5 * d[i] + f[i];
            }
        }
    }

    /** Transforms the products of a band of one channel back; used by one thread. */
    static final class Output {
        private final int tilesAcross;
        private final float[][] products;
        private final float[][] spare;
        private final float[] row;

        /**
         * Makes room.
         *
         * @param tilesAcross tiles in a row
         * @param tiles tiles of a band
         */
        Output(int tilesAcross, int tiles) {
            this.tilesAcross = tilesAcross;
            products = new float[PRODUCTS][tiles];
            spare = new float[4][tiles];
            row = new float[TILE * tilesAcross];
        }

        /** {@return {@code [36][tiles]}, to be filled with the products of a channel before each transform} */
        float[][] products() {
            return products;
        }

        /** Transforms the products that are there. */
        void transform() {
            for (int i = 0; i < PATCH; i++) {
                transform(i, PATCH); // down the columns
            }
            for (int i = 0; i < TILE; i++) {
                transform(i * PATCH, 1); // along the rows
            }
        }

        /** The transform of six values that lie a step apart to four, for all tiles. */
        private void transform(int first, int step) {
            float[] b = products[first + step];
            float[] c = products[first + 2 * step];
            float[] d = products[first + 3 * step];
            float[] e = products[first + 4 * step];
            float[] f = products[first + 5 * step];
            sums(b, c, d, e, spare[0], spare[2]);
            differences(b, c, d, e, spare[1], spare[3]);
            add(products[first], spare[0]);
            add(spare[3], f);
            for (int i = 1; i < spare.length; i++) {
                float[] old = products[first + i * step];
                products[first + i * step] = spare[i];
                spare[i] = old;
            }
        }

        private static void sums(float[] b, float[] c, float[] d, float[] e, float[] first, float[] third) {
            for (int i = 0; i < b.length; i++) {
                float ones = b[i] + c[i];
                float twos = d[i] + e[i];
                first[i] = ones + twos;
                third[i] = ones + 4 * twos;
            }
        }

        private static void differences(float[] b, float[] c, float[] d, float[] e, float[] second, float[] fourth) {
            for (int i = 0; i < b.length; i++) {
                float ones = b[i] - c[i];
                float twos = d[i] - e[i];
                second[i] = ones + 2 * twos;
                fourth[i] = ones + 8 * twos;
            }
        }

        private static void add(float[] to, float[] values) {
            for (int i = 0; i < to.length; i++) {
                to[i] += values[i];
            }
        }

        /** {@return a row of outputs, at least as long as the map is wide; valid until the next call} */
        float[] row(int index) {
            int p = index % TILE * PATCH;
            int from = index / TILE * tilesAcross;
            interleave(products[p], products[p + 1], from, row, 0, tilesAcross);
            interleave(products[p + 2], products[p + 3], from, row, 2, tilesAcross);
            return row;
        }

        private static void interleave(float[] even, float[] odd, int from, float[] row, int at, int tiles) {
            for (int i = 0; i < tiles; i++) {
                row[at + TILE * i] = even[from + i];
                row[at + TILE * i + 1] = odd[from + i];
            }
        }
    }
}
