package io.github.spectcad.nn.kernel;

import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 3 x 3 convolution of stride 1 by {@link Winograd}: a quarter of the multiplications. The map is taken in bands whose
 * transforms stay in the cache; in each all threads transform inputs, then multiply matrices, then transform outputs back
 * and finish them.
 */
public final class WinogradConvolution {
    /** Rows and columns of the outputs that are computed at once. */
    public static final int TILE = Winograd.TILE;

    /** Products for each tile, input and output channel: how many values a kernel has when it is transformed. */
    public static final int PRODUCTS = Winograd.PRODUCTS;

    /** The widest output: rows are finished whole. */
    public static final int MAXIMUM_WIDTH = Floats.CHUNK - TILE;

    /** Floats of the transforms of a band: about what a last-level cache holds. */
    private static final int BAND = 6 << 20;

    /** Matrix rows a multiple of this apart would compete for the same lines of the cache. */
    private static final int CONFLICT = 64;

    /** Tiles whose transforms stay in the caches of a core and make loops long enough for vectors. */
    private static final int PART = 512;

    private final Maps maps;
    private final int height; // of what is written
    private final int width;
    private final boolean pooled;
    private final int edge; // rows of outputs of a tile
    private final Plan plan;
    private final int samples;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final FloatBuffer patches;
    private final FloatBuffer results;
    private final NativeOp[] products = new NativeOp[PRODUCTS];
    private final Finish finish;
    private final Queue<Winograd.Input> inputTransforms = new ConcurrentLinkedQueue<>(); // those no thread uses now
    private final Queue<Winograd.Output> outputTransforms = new ConcurrentLinkedQueue<>();

    /**
     * What is convolved.
     *
     * @param channels input channels
     * @param height rows of the input
     * @param width columns of the input
     * @param filters output channels
     * @param outputHeight rows of the convolution's output
     * @param outputWidth columns of it, at most {@link #MAXIMUM_WIDTH}
     * @param top rows of zeros above the input
     * @param left columns of zeros to the left of it
     */
    public record Maps(
            int channels, int height, int width, int filters, int outputHeight, int outputWidth, int top, int left) {
        /** {@return tiles of a channel} */
        public int tiles() {
            return tilesAcross() * tilesDown();
        }

        private int tilesAcross() {
            return (outputWidth + TILE - 1) / TILE;
        }

        private int tilesDown() {
            return (outputHeight + TILE - 1) / TILE;
        }

        /** {@return floats of memory that {@link WinogradConvolution#run} needs} */
        public long workspace() {
            return (long) PRODUCTS * (channels + filters) * Plan.of(this).columns;
        }

        /** {@return floats of the transformed kernels} */
        public long kernels() {
            return (long) PRODUCTS * filters * channels;
        }
    }

    /** What is done to outputs before they are written. */
    @FunctionalInterface
    public interface Finish {
        /**
         * Finishes consecutive values of a channel, at most {@link Floats#CHUNK}; may use {@link Floats#scratch} but for its
         * third array.
         *
         * @param values the values, at the start of the array
         * @param count how many
         * @param channel the channel
         * @param position index of the first in the output
         */
        void apply(float[] values, int count, int channel, int position);
    }

    /** How a map is divided. */
    private record Plan(int tilesAcross, int down, int tileRows, int bands, int columns) {
        static Plan of(Maps maps) {
            int across = maps.tilesAcross();
            int down = maps.tilesDown();
            int row = PRODUCTS * (maps.channels + maps.filters) * across;
            int bands = Math.min(down, Math.max(1, (int) (((long) row * down + BAND - 1) / BAND)));
            int tileRows = (down + bands - 1) / bands;
            int columns = across * tileRows;
            return new Plan(
                    across,
                    down,
                    tileRows,
                    (down + tileRows - 1) / tileRows,
                    columns % CONFLICT == 0 ? columns + 8 : columns);
        }

        /** Channels of a part. */
        int partChannels() {
            return Math.max(1, PART / columns);
        }

        /** Tile rows of a part: all of the band, where it has several channels. */
        int partRows() {
            return Math.min(tileRows, Math.max(1, PART / tilesAcross));
        }

        /** Places from the first to the last tile of a part. */
        int count(int channels, int rows) {
            return (channels - 1) * columns + rows * tilesAcross;
        }

        /** Where a part starts. */
        int place(int product, int channels, int channel, int tileRow) {
            return (product * channels + channel) * columns + tileRow * tilesAcross;
        }
    }

    /**
     * Prepares a convolution on fixed arrays.
     *
     * @param maps what is convolved
     * @param pooled whether the maxima of 2 x 2 outputs are written in their place
     * @param input {@code [samples, channels, height, width]}
     * @param kernels transformed, {@link Maps#kernels} values
     * @param workspace {@link Maps#workspace} values, whose content is lost
     * @param output {@code [samples, filters, height, width]}, overwritten
     * @param finish what is done to each output, called by several threads
     */
    public WinogradConvolution(
            Maps maps,
            boolean pooled,
            INDArray input,
            INDArray kernels,
            INDArray workspace,
            INDArray output,
            Finish finish) {
        this.maps = maps;
        this.pooled = pooled;
        this.input = Floats.of(input);
        this.output = Floats.of(output);
        this.finish = finish;
        edge = Winograd.Output.edge(pooled);
        height = Math.toIntExact(output.size(2));
        width = Math.toIntExact(output.size(3));
        samples = Math.toIntExact(input.size(0));
        plan = Plan.of(maps);
        long inputSize = (long) maps.channels * plan.columns;
        long outputSize = (long) maps.filters * plan.columns;
        INDArray transformed = Views.of(workspace, 0, PRODUCTS * inputSize);
        INDArray multiplied = Views.of(workspace, PRODUCTS * inputSize, PRODUCTS * outputSize);
        patches = Floats.of(transformed);
        results = Floats.of(multiplied);
        long kernelSize = (long) maps.filters * maps.channels;
        for (int p = 0; p < products.length; p++) {
            products[p] = NativeOp.matmul(
                    Views.of(kernels, p * kernelSize, maps.filters, maps.channels),
                    false,
                    Views.of(transformed, p * inputSize, maps.channels, plan.columns),
                    false,
                    Views.of(multiplied, p * outputSize, maps.filters, plan.columns));
        }
    }

    /**
     * Transforms kernels, as {@link WinogradConvolution} takes them.
     *
     * @param kernels {@code [filters, channels, 3, 3]}
     * @param filters output channels
     * @param channels input channels
     * @param target {@code [36, filters, channels]}, overwritten
     */
    public static void transform(FloatBuffer kernels, int filters, int channels, FloatBuffer target) {
        Winograd.kernels(kernels, filters, channels, target);
    }

    /** Convolves what the input holds with the kernels that are there now. */
    public void run() {
        for (int sample = 0; sample < samples; sample++) {
            for (int band = 0; band < plan.bands; band++) {
                run(sample, band * plan.tileRows);
            }
        }
    }

    private void run(int sample, int firstTileRow) {
        int rows = Math.min(plan.tileRows, plan.down - firstTileRow);
        eachPart(maps.channels, rows, (channel, channels, tileRow, tileRows) -> {
            Winograd.Input transform = inputTransforms.poll();
            if (transform == null) {
                transform = new Winograd.Input(
                        maps.height,
                        maps.width,
                        maps.left,
                        plan.tilesAcross,
                        plan.columns,
                        plan.partRows(),
                        plan.partChannels());
            }
            int position = (sample * maps.channels + channel) * maps.height * maps.width;
            int row = (firstTileRow + tileRow) * TILE - maps.top;
            float[][] transformed = transform.transform(input, position, channels, row, tileRows);
            int count = plan.count(channels, tileRows);
            for (int p = 0; p < transformed.length; p++) {
                patches.put(plan.place(p, maps.channels, channel, tileRow), transformed[p], 0, count);
            }
            inputTransforms.add(transform);
        });
        Parallel.runNative(products.length, p -> products[p].run());
        eachPart(maps.filters, rows, (channel, channels, tileRow, tileRows) -> {
            Winograd.Output transform = outputTransforms.poll();
            if (transform == null) {
                transform = new Winograd.Output(pooled, plan.partChannels() * plan.columns);
            }
            float[][] multiplied = transform.products();
            int count = plan.count(channels, tileRows);
            for (int p = 0; p < multiplied.length; p++) {
                results.get(plan.place(p, maps.filters, channel, tileRow), multiplied[p], 0, count);
            }
            transform.transform(count);
            for (int c = 0; c < channels; c++) {
                finish(transform, c * plan.columns, sample, channel + c, firstTileRow + tileRow, tileRows);
            }
            outputTransforms.add(transform);
        });
    }

    /** Finishes tile rows of a channel and writes them, several rows at a time. */
    private void finish(Winograd.Output transform, int firstTile, int sample, int channel, int tileRow, int tileRows) {
        float[] values = Floats.scratch()[2];
        int firstRow = tileRow * edge;
        int rows = Math.min(tileRows * edge, height - firstRow);
        int atOnce = (values.length - TILE) / width;
        int position = ((sample * maps.filters + channel) * height + firstRow) * width;
        for (int from = 0; from < rows; from += atOnce) {
            int end = Math.min(rows, from + atOnce);
            for (int row = from; row < end; row++) { // what the tiles have too much is overwritten by the next row
                int tile = firstTile + row / edge * plan.tilesAcross;
                transform.row(row % edge, tile, plan.tilesAcross, values, (row - from) * width);
            }
            int count = (end - from) * width;
            finish.apply(values, count, channel, position + from * width);
            output.put(position + from * width, values, 0, count);
        }
    }

    /** Works on some tile rows of a band of consecutive channels. */
    @FunctionalInterface
    private interface PartBody {
        void run(int channel, int channels, int tileRow, int tileRows);
    }

    private void eachPart(int channels, int tileRows, PartBody body) {
        int down = (tileRows + plan.partRows() - 1) / plan.partRows();
        int across = (channels + plan.partChannels() - 1) / plan.partChannels();
        Parallel.run(down * across, part -> {
            int channel = part / down * plan.partChannels();
            int tileRow = part % down * plan.partRows();
            body.run(
                    channel,
                    Math.min(plan.partChannels(), channels - channel),
                    tileRow,
                    Math.min(plan.partRows(), tileRows - tileRow));
        });
    }
}
