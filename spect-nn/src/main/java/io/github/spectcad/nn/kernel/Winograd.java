package io.github.spectcad.nn.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The transforms of the minimal filtering algorithm F(4 x 4, 3 x 3): 4 x 4 outputs of a 3 x 3 convolution from 6 x 6 inputs by
 * 36 products in place of 144 (Lavin and Gray 2016, arXiv:1509.09308), with the points 0, &plusmn;&radic;&frac12;,
 * &plusmn;&radic;2. Points whose product is 1 keep the factors of the transforms near 1: results are rounded four to five
 * times less than with the usual points 0, &plusmn;1, &plusmn;2, about as much as by adding up 144 products.
 */
final class Winograd {
    /** Rows and columns of outputs of a tile. */
    static final int TILE = 4;

    /** Rows and columns of inputs of a tile. */
    static final int PATCH = 6;

    /** Products for each tile, input and output channel. */
    static final int PRODUCTS = PATCH * PATCH;

    private static final int KERNEL = 3;

    /** The smaller point; its square is a half. */
    private static final float SMALL = (float) Math.sqrt(0.5);

    /** The larger point; its square is 2. */
    private static final float LARGE = (float) Math.sqrt(2);

    private Winograd() {}

    /**
     * Transforms kernels.
     *
     * @param kernels {@code [filters, channels, 3, 3]}
     * @param filters output channels
     * @param channels input channels
     * @param target {@code [36, filters, channels]}, overwritten
     */
    static void kernels(FloatBuffer kernels, int filters, int channels, FloatBuffer target) {
        Parallel.run(filters, filter -> {
            float[] kernel = new float[channels * KERNEL * KERNEL];
            kernels.get(filter * kernel.length, kernel);
            float[][] transformed = new float[PRODUCTS][channels];
            kernels(kernel, transformed);
            for (int p = 0; p < PRODUCTS; p++) {
                target.put((p * filters + filter) * channels, transformed[p]);
            }
        });
    }

    private static void kernels(float[] kernels, float[][] transformed) {
        double[] columns = new double[PATCH * KERNEL];
        double[] patch = new double[PATCH];
        for (int i = 0; i < transformed[0].length; i++) {
            int at = i * KERNEL * KERNEL;
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
        double small = (2 * a + c) / 3;
        double large = (a + 2 * c) / 6;
        double smallOdd = b * Math.sqrt(2) / 3;
        double largeOdd = b * Math.sqrt(2) / 6;
        result[0] = a;
        result[1] = -small - smallOdd;
        result[2] = -small + smallOdd;
        result[3] = large + largeOdd;
        result[4] = large - largeOdd;
        result[5] = c;
    }

    // The loops below are short on purpose, and index all their arrays alike: the compiler vectorises few others.

    /** Transforms inputs; used by one thread. */
    static final class Input {
        private final int height;
        private final int width;
        private final int left;
        private final int tilesAcross;
        private final int columns;
        private final float[] plane;
        private final float[] row;
        private final float[][] patches;
        private final float[][] spare;

        /**
         * Makes room.
         *
         * @param height rows of a map
         * @param width columns of a map
         * @param left columns of zeros to the left
         * @param tilesAcross tiles in a row
         * @param columns places for the tiles of a channel
         * @param tileRows tile rows of a channel to transform at once, at most
         * @param channels channels to transform at once, at most
         */
        Input(int height, int width, int left, int tilesAcross, int columns, int tileRows, int channels) {
            this.height = height;
            this.width = width;
            this.left = left;
            this.tilesAcross = tilesAcross;
            this.columns = columns;
            plane = new float[Math.min(height, rows(tileRows)) * width];
            row = new float[left + Math.max(width, rows(tilesAcross) - left)];
            patches = new float[PRODUCTS][channels * columns];
            spare = new float[PATCH - 2][channels * columns];
        }

        private static int rows(int tileRows) {
            return TILE * tileRows + PATCH - TILE;
        }

        /**
         * Transforms some tile rows of consecutive channels.
         *
         * @param input the maps
         * @param position index of the first channel's first value
         * @param channels number of channels
         * @param firstRow row of the maps where the first tile row starts; rows outside the maps are zeros
         * @param tileRows number of tile rows
         * @return {@code [36][channels, columns]}, valid until the next call
         */
        float[][] transform(FloatBuffer input, int position, int channels, int firstRow, int tileRows) {
            int top = insideMap(firstRow);
            int bottom = insideMap(firstRow + rows(tileRows));
            for (int c = 0; c < channels; c++) {
                int at = position + (c * height + top) * width;
                input.get(at, plane, 0, (bottom - top) * width);
                for (int y = 0; y < rows(tileRows); y++) {
                    int tileRow = Math.min(y / TILE, tileRows - 1); // the last two rows of the last patches come last
                    int mapRow = firstRow + y;
                    alongRow(
                            mapRow < top || mapRow >= bottom ? -1 : (mapRow - top) * width,
                            (y - tileRow * TILE) * PATCH,
                            c * columns + tileRow * tilesAcross);
                }
                for (int p = 0;
                        p < (PATCH - TILE) * PATCH;
                        p++) { // those of others are the first two of the patch below
                    System.arraycopy(
                            patches[p],
                            c * columns + tilesAcross,
                            patches[TILE * PATCH + p],
                            c * columns,
                            (tileRows - 1) * tilesAcross);
                }
            }
            for (int x = 0; x < PATCH; x++) {
                downColumn(x, channels * columns);
            }
            return patches;
        }

        private int insideMap(int mapRow) {
            return Math.max(0, Math.min(height, mapRow));
        }

        /** Transforms a row of the map, for all its patches. */
        private void alongRow(int from, int first, int tile) {
            if (from < 0) {
                for (int x = 0; x < PATCH; x++) {
                    Arrays.fill(patches[first + x], tile, tile + tilesAcross, 0);
                }
                return;
            }
            System.arraycopy(plane, from, row, left, width); // what is left and right stays 0
            alongRow(
                    row,
                    patches[first],
                    patches[first + 1],
                    patches[first + 2],
                    patches[first + 3],
                    patches[first + 4],
                    patches[first + 5],
                    tile,
                    tilesAcross);
        }

        private static void alongRow(
                float[] row,
                float[] p0,
                float[] p1,
                float[] p2,
                float[] p3,
                float[] p4,
                float[] p5,
                int tile,
                int count) {
            for (int i = 0; i < count; i++) {
                float a = row[TILE * i];
                float b = row[TILE * i + 1];
                float c = row[TILE * i + 2];
                float d = row[TILE * i + 3];
                float e = row[TILE * i + 4];
                float f = row[TILE * i + 5];
                p0[tile + i] = a - 2.5f * c + e;
                float even = e - 2 * c;
                float odd = SMALL * (d - 2 * b);
                p1[tile + i] = even + odd;
                p2[tile + i] = even - odd;
                even = e - 0.5f * c;
                odd = LARGE * (d - 0.5f * b);
                p3[tile + i] = even + odd;
                p4[tile + i] = even - odd;
                p5[tile + i] = b - 2.5f * d + f;
            }
        }

        /** Transforms the values of column x of all patches. */
        private void downColumn(int x, int count) {
            float[] b = patches[x + PATCH];
            float[] c = patches[x + 2 * PATCH];
            float[] d = patches[x + 3 * PATCH];
            float[] e = patches[x + 4 * PATCH];
            pair(b, c, d, e, 2, SMALL, spare[0], spare[1], count);
            pair(b, c, d, e, 0.5f, LARGE, spare[2], spare[3], count);
            first(patches[x], c, e, count);
            last(b, d, patches[x + 5 * PATCH], count);
            for (int i = 0; i < spare.length; i++) {
                float[] old = patches[x + (i + 1) * PATCH];
                patches[x + (i + 1) * PATCH] = spare[i];
                spare[i] = old;
            }
        }

        /** The values of a point and of its negative. */
        private static void pair(
                float[] b,
                float[] c,
                float[] d,
                float[] e,
                float otherSquared,
                float point,
                float[] plus,
                float[] minus,
                int count) {
            for (int i = 0; i < count; i++) {
                float even = e[i] - otherSquared * c[i];
                float odd = point * (d[i] - otherSquared * b[i]);
                plus[i] = even + odd;
                minus[i] = even - odd;
            }
        }

        private static void first(float[] a, float[] c, float[] e, int count) {
            for (int i = 0; i < count; i++) {
                a[i] = a[i] - 2.5f * c[i] + e[i];
            }
        }

        private static void last(float[] b, float[] d, float[] f, int count) {
            for (int i = 0; i < count; i++) {
                f[i] = b[i] - 2.5f * d[i] + f[i];
            }
        }
    }

    /** Transforms products back; used by one thread. */
    static final class Output {
        private final boolean pooled;
        private final float[][] products;
        private final float[][] spare;

        /**
         * Makes room.
         *
         * @param pooled whether the maxima of 2 x 2 outputs take their place
         * @param count tiles to transform at once, of one or several channels, at most
         */
        Output(boolean pooled, int count) {
            this.pooled = pooled;
            products = new float[PRODUCTS][count];
            spare = new float[TILE][count];
        }

        /** {@return {@code [36][tiles]}, to be filled with products before each transform} */
        float[][] products() {
            return products;
        }

        /** Transforms the products that are there. */
        void transform(int count) {
            for (int i = 0; i < PATCH; i++) {
                transform(i, PATCH, count); // down the columns
            }
            for (int i = 0; i < TILE; i++) {
                transform(i * PATCH, 1, count); // along the rows
            }
            if (pooled) {
                for (int y = 0; y < TILE; y += 2) {
                    for (int x = 0; x < TILE; x += 2) {
                        int p = y * PATCH + x;
                        maximum(products[p], products[p + 1], products[p + PATCH], products[p + PATCH + 1], count);
                    }
                }
            }
        }

        private static void maximum(float[] a, float[] b, float[] c, float[] d, int count) {
            for (int i = 0; i < count; i++) {
                a[i] = Math.max(Math.max(a[i], b[i]), Math.max(c[i], d[i])); // hands NaN on
            }
        }

        /** The transform of six values that lie a step apart to four, for all tiles. */
        private void transform(int first, int step, int count) {
            float[] b = products[first + step];
            float[] c = products[first + 2 * step];
            float[] d = products[first + 3 * step];
            float[] e = products[first + 4 * step];
            float[] f = products[first + 5 * step];
            sums(b, c, d, e, spare[0], spare[2], count);
            differences(b, c, d, e, spare[1], spare[3], count);
            add(products[first], spare[0], count);
            add(spare[3], f, count);
            for (int i = 1; i < spare.length; i++) {
                float[] old = products[first + i * step];
                products[first + i * step] = spare[i];
                spare[i] = old;
            }
        }

        private static void sums(float[] b, float[] c, float[] d, float[] e, float[] first, float[] third, int count) {
            for (int i = 0; i < count; i++) {
                float small = b[i] + c[i];
                float large = d[i] + e[i];
                first[i] = small + large;
                third[i] = 0.5f * small + 2 * large;
            }
        }

        private static void differences(
                float[] b, float[] c, float[] d, float[] e, float[] second, float[] fourth, int count) {
            for (int i = 0; i < count; i++) {
                float small = SMALL * (b[i] - c[i]);
                float large = LARGE * (d[i] - e[i]);
                second[i] = small + large;
                fourth[i] = 0.5f * small + 2 * large;
            }
        }

        private static void add(float[] to, float[] values, int count) {
            for (int i = 0; i < count; i++) {
                to[i] += values[i];
            }
        }

        /** {@return rows and columns of outputs of a tile, after pooling} */
        static int edge(boolean pooled) {
            return pooled ? TILE / 2 : TILE;
        }

        /**
         * Gives a row of outputs.
         *
         * @param y row within the tiles
         * @param tile first tile
         * @param tiles number of tiles
         * @param target where the outputs go: as many for each tile as its edge has
         * @param at where the first one goes
         */
        void row(int y, int tile, int tiles, float[] target, int at) {
            int edge = edge(pooled);
            int apart = TILE / edge;
            for (int x = 0; x < edge; x += 2) {
                int p = (y * PATCH + x) * apart;
                interleave(products[p], products[p + apart], tile, tiles, target, at + x, edge);
            }
        }

        private static void interleave(float[] even, float[] odd, int from, int tiles, float[] row, int at, int step) {
            for (int i = 0; i < tiles; i++) {
                row[at + step * i] = even[from + i];
                row[at + step * i + 1] = odd[from + i];
            }
        }
    }
}
