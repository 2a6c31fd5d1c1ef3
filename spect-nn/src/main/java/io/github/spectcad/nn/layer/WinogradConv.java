package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 3 x 3 convolution of stride 1 in a frozen network by {@link Winograd}: a quarter of the multiplications. The map is
 * taken in bands whose transforms stay in the cache; in each all threads transform inputs, then multiply matrices, then
 * transform outputs back and finish them.
 */
final class WinogradConv implements BoundLayer {
    /** Floats of the transforms of a band: about what a last-level cache holds. */
    private static final int BAND = 6 << 20;

    /** Matrix rows a multiple of this apart would compete for the same lines of the cache. */
    private static final int CONFLICT = 64;

    private static final int GROUPS = 16;

    private final Shape in;
    private final Shape out;
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
    private record Plan(int tilesAcross, int tileRows, int bands, int columns) {
        static Plan of(Shape in, Shape out) {
            int across = (out.width() + Winograd.TILE - 1) / Winograd.TILE;
            int down = (out.height() + Winograd.TILE - 1) / Winograd.TILE;
            int row = Winograd.PRODUCTS * (in.channels() + out.channels()) * across;
            int bands = Math.min(down, Math.max(1, (int) (((long) row * down + BAND - 1) / BAND)));
            int tileRows = (down + bands - 1) / bands;
            int columns = across * tileRows;
            return new Plan(
                    across,
                    tileRows,
                    (down + tileRows - 1) / tileRows,
                    columns % CONFLICT == 0 ? columns + 8 : columns);
        }

        int tiles() {
            return tilesAcross * tileRows;
        }
    }

    WinogradConv(FrozenConv2d layer, Binding binding) {
        in = binding.inputShape(0);
        out = binding.outputShape();
        plan = Plan.of(in, out);
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

    /** Floats of memory that a forward pass needs. */
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
        eachGroup(in.channels(), (first, end) -> {
            Winograd.Input transform = inputTransforms.poll();
            if (transform == null) {
                transform = new Winograd.Input(in, left, plan.tilesAcross, plan.tiles());
            }
            for (int c = first; c < end; c++) {
                int channel = (sample * in.channels() + c) * Math.toIntExact(in.area());
                int row = firstTileRow * Winograd.TILE - top;
                float[][] transformed = transform.transform(input, channel, row, plan.tileRows);
                for (int p = 0; p < transformed.length; p++) {
                    patches.put((p * in.channels() + c) * plan.columns, transformed[p]);
                }
            }
            inputTransforms.add(transform);
        });
        Parallel.runNative(products.length, p -> products[p].run());
        eachGroup(out.channels(), (first, end) -> {
            Winograd.Output transform = outputTransforms.poll();
            if (transform == null) {
                transform = new Winograd.Output(plan.tilesAcross, plan.tiles());
            }
            for (int c = first; c < end; c++) {
                float[][] multiplied = transform.products();
                for (int p = 0; p < multiplied.length; p++) {
                    results.get((p * out.channels() + c) * plan.columns, multiplied[p]);
                }
                transform.transform();
                finish(transform, sample, c, firstTileRow * Winograd.TILE);
            }
            outputTransforms.add(transform);
        });
    }

    private void finish(Winograd.Output transform, int sample, int channel, int firstRow) {
        int rows = Math.min(plan.tileRows * Winograd.TILE, out.height() - firstRow);
        for (int row = 0; row < rows; row++) {
            float[] values = transform.row(row);
            int at = ((sample * out.channels() + channel) * out.height() + firstRow + row) * out.width();
            epilogue.apply(values, out.width(), channel, at);
            output.put(at, values, 0, out.width());
        }
    }

    /** Works on consecutive channels. */
    @FunctionalInterface
    private interface GroupBody {
        void run(int first, int end);
    }

    private static void eachGroup(int channels, GroupBody body) {
        int groups = Math.min(GROUPS, channels);
        Parallel.run(groups, g -> body.run(g * channels / groups, (g + 1) * channels / groups));
    }

    @Override
    public void backward() {
        throw new UnsupportedOperationException("layers of frozen networks have no gradients");
    }
}
