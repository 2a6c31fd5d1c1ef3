package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 3 x 3 convolution of stride 1 in a frozen network by {@link Winograd}: a quarter of the multiplications. The map is
 * taken in bands whose transforms stay in the cache; in each all threads transform inputs, then multiply matrices, then
 * transform outputs back and finish them.
 */
final class WinogradConv extends InferenceOnly {
    /** Floats of the transforms of a band: about what a last-level cache holds. */
    private static final int BAND = 6 << 20;

    /** Matrix rows a multiple of this apart would compete for the same lines of the cache. */
    private static final int CONFLICT = 64;

    /** Tiles whose transforms stay in the caches of a core and make loops long enough for vectors. */
    private static final int PART = 512;

    private final Shape in;
    private final Shape out;
    private final boolean pooled;
    private final int edge; // rows of outputs of a tile
    private final Plan plan;
    private final int samples;
    private final int top;
    private final int left;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final FloatBuffer patches;
    private final FloatBuffer results;
    private final NativeOp[] products = new NativeOp[Winograd.PRODUCTS];
    private final Epilogue epilogue;
    private final Queue<Winograd.Input> inputTransforms = new ConcurrentLinkedQueue<>(); // those no thread uses now
    private final Queue<Winograd.Output> outputTransforms = new ConcurrentLinkedQueue<>();

    /** How a map is divided. */
    private record Plan(int tilesAcross, int down, int tileRows, int bands, int columns) {
        static Plan of(Shape in, Shape out) {
            int across = (out.width() + Winograd.TILE - 1) / Winograd.TILE;
            int down = (out.height() + Winograd.TILE - 1) / Winograd.TILE;
            int row = Winograd.PRODUCTS * (in.channels() + out.channels()) * across;
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

    WinogradConv(FrozenConv2d layer, Binding binding) {
        in = binding.inputShape(0);
        out = binding.outputShape();
        pooled = layer.pooled();
        edge = Winograd.Output.edge(pooled);
        plan = Plan.of(in, layer.conv().outputShape(List.of(in)));
        samples = Math.toIntExact(in.dimensions(binding.batch())[0]);
        top = layer.conv().padding().top(in.height(), 3, 1);
        left = layer.conv().padding().left(in.width(), 3, 1);
        input = Floats.of(binding.input(0));
        output = Floats.of(binding.output());
        epilogue = layer.epilogue(binding);
        INDArray kernels = binding.parameter(FrozenConv2d.KERNEL);
        INDArray workspace = binding.workspace();
        long inputSize = (long) in.channels() * plan.columns;
        long outputSize = (long) out.channels() * plan.columns;
        INDArray transformed = Views.of(workspace, 0, Winograd.PRODUCTS * inputSize);
        INDArray multiplied = Views.of(workspace, Winograd.PRODUCTS * inputSize, Winograd.PRODUCTS * outputSize);
        patches = Floats.of(transformed);
        results = Floats.of(multiplied);
        long kernelSize = (long) out.channels() * in.channels();
        for (int p = 0; p < products.length; p++) {
            products[p] = NativeOp.matmul(
                    Views.of(kernels, p * kernelSize, out.channels(), in.channels()),
                    false,
                    Views.of(transformed, p * inputSize, in.channels(), plan.columns),
                    false,
                    Views.of(multiplied, p * outputSize, out.channels(), plan.columns));
        }
    }

    /** Floats of memory that a forward pass needs, given the shape of the output before pooling. */
    static long workspace(Shape in, Shape out) {
        return (long) Winograd.PRODUCTS * (in.channels() + out.channels()) * Plan.of(in, out).columns;
    }

    @Override
    public void forward() {
        for (int sample = 0; sample < samples; sample++) {
            for (int band = 0; band < plan.bands; band++) {
                forward(sample, band * plan.tileRows);
            }
        }
    }

    private void forward(int sample, int firstTileRow) {
        int rows = Math.min(plan.tileRows, plan.down - firstTileRow);
        eachPart(in.channels(), rows, (channel, channels, tileRow, tileRows) -> {
            Winograd.Input transform = inputTransforms.poll();
            if (transform == null) {
                transform = new Winograd.Input(
                        in, left, plan.tilesAcross, plan.columns, plan.partRows(), plan.partChannels());
            }
            int position = (sample * in.channels() + channel) * Math.toIntExact(in.area());
            int row = (firstTileRow + tileRow) * Winograd.TILE - top;
            float[][] transformed = transform.transform(input, position, channels, row, tileRows);
            int count = plan.count(channels, tileRows);
            for (int p = 0; p < transformed.length; p++) {
                patches.put(plan.place(p, in.channels(), channel, tileRow), transformed[p], 0, count);
            }
            inputTransforms.add(transform);
        });
        Parallel.runNative(products.length, p -> products[p].run());
        eachPart(out.channels(), rows, (channel, channels, tileRow, tileRows) -> {
            Winograd.Output transform = outputTransforms.poll();
            if (transform == null) {
                transform = new Winograd.Output(pooled, plan.partChannels() * plan.columns);
            }
            float[][] multiplied = transform.products();
            int count = plan.count(channels, tileRows);
            for (int p = 0; p < multiplied.length; p++) {
                results.get(plan.place(p, out.channels(), channel, tileRow), multiplied[p], 0, count);
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
        int rows = Math.min(tileRows * edge, out.height() - firstRow);
        int atOnce = (values.length - Winograd.TILE) / out.width();
        int position = ((sample * out.channels() + channel) * out.height() + firstRow) * out.width();
        for (int from = 0; from < rows; from += atOnce) {
            int end = Math.min(rows, from + atOnce);
            for (int row = from; row < end; row++) { // what the tiles have too much is overwritten by the next row
                int tile = firstTile + row / edge * plan.tilesAcross;
                transform.row(row % edge, tile, plan.tilesAcross, values, (row - from) * out.width());
            }
            int count = (end - from) * out.width();
            epilogue.apply(values, count, channel, position + from * out.width());
            output.put(position + from * out.width(), values, 0, count);
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
