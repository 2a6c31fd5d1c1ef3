package io.github.spectcad.nn.onnx;

import io.github.spectcad.nn.layer.OnnxNode;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.Arrays;

/**
 * A pooling right after a padding with zeros, which take part in it. A maximum written as {@code Pad} and {@code MaxPool} is
 * computed wrongly: ONNX Runtime's Pad_Fusion and other optimisers merge the two into a pooling that pads with minus
 * infinity. Merged averages are right, but a padding as wide as the window is then refused.
 */
final class PaddedPool {
    private static final float LOWEST = -Float.MAX_VALUE;

    private PaddedPool() {}

    /**
     * Writes both: the pooling with the padding as its own. That leaves the padding out of a maximum, so the maximum with 0
     * follows where a window reaches beyond the rim.
     *
     * @param onnx sees the input of the pooling
     * @param unpadded what the padding reads
     * @return the name of the output
     */
    static String write(LayerGraph onnx, ZeroPadding zeros, Pool2d pool, String unpadded) {
        int most = Math.max(Math.max(zeros.top(), zeros.bottom()), Math.max(zeros.left(), zeros.right()));
        if (pool.padding().isSame()
                || most >= pool.size()) { // where a pooling cannot pad by itself: keep the two apart
            String lowest = onnx.floats("lowest", new float[] {LOWEST});
            String apart = onnx.add(OnnxNode.of("Max", onnx.input(0), lowest));
            return pool.toOnnx(onnx.reading(apart));
        }
        OnnxNode node = OnnxNode.of(pool.kind().onnxOperator(), unpadded)
                .integers("kernel_shape", pool.size(), pool.size())
                .integers("strides", pool.stride(), pool.stride())
                .integers("pads", zeros.top(), zeros.left(), zeros.bottom(), zeros.right());
        if (pool.kind() == Pool2d.Kind.AVERAGE) {
            return onnx.add(node.integer("count_include_pad", 1));
        }
        String pooled = onnx.add(node);
        Shape out = onnx.outputShape();
        String rim = onnx.floats(
                "zero_at_rim", rim(onnx.inputShapes().get(0), out, zeros, pool), 1, 1, out.height(), out.width());
        return onnx.add(OnnxNode.of("Max", pooled, rim));
    }

    private static float[] rim(Shape padded, Shape out, ZeroPadding zeros, Pool2d pool) {
        float[] rim = new float[Math.toIntExact(out.area())];
        Arrays.fill(rim, LOWEST);
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                int top = row * pool.stride();
                int left = column * pool.stride();
                if (top < zeros.top()
                        || left < zeros.left()
                        || top + pool.size() > padded.height() - zeros.bottom()
                        || left + pool.size() > padded.width() - zeros.right()) {
                    rim[row * out.width() + column] = 0;
                }
            }
        }
        return rim;
    }
}
