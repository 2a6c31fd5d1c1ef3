package io.github.spectcad.dl4j;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * A pooling layer of Deeplearning4j. Its padding is never pooled: the maximum ignores it, the mean does not count it. So
 * padding of a number of pixels is translated where SAME padding comes to the same, which depends on the size of the map.
 */
final class PoolTranslation {
    private final NetworkBuilder net;
    private final String name;
    private final SubsamplingLayer pool;

    PoolTranslation(NetworkBuilder net, String name, SubsamplingLayer pool) {
        this.net = net;
        this.name = name;
        this.pool = pool;
    }

    Tensor add(Tensor x) {
        int[] kernel = pool.getKernelSize();
        int[] stride = pool.getStride();
        require(
                pool.getPoolingType() == PoolingType.MAX || pool.getPoolingType() == PoolingType.AVG,
                "pools by " + pool.getPoolingType());
        require(pool.getCnn2dDataFormat() != CNN2DFormat.NHWC, "has its channels last (NHWC)");
        require(kernel[0] == kernel[1] && stride[0] == stride[1], "has windows or strides that are not square");
        require(!pool.isAvgPoolIncludePadInDivisor(), "counts its padding in the mean");
        require(pool.getDilation() == null || (pool.getDilation()[0] == 1 && pool.getDilation()[1] == 1), "is dilated");
        Pool2d valid = pool.getPoolingType() == PoolingType.MAX
                ? Pool2d.max(kernel[0], stride[0])
                : Pool2d.average(kernel[0], stride[0]);
        if (pool.getConvolutionMode() == ConvolutionMode.Same) {
            return net.add(name, valid.same(), x);
        }
        int[] p = pool.getPadding();
        require(
                pool.getConvolutionMode() != ConvolutionMode.Strict
                        || ((x.shape().height() + 2 * p[0] - kernel[0]) % stride[0] == 0
                                && (x.shape().width() + 2 * p[1] - kernel[0]) % stride[0] == 0),
                "is strict and does not divide a map of " + x.shape());
        if (p[0] == 0 && p[1] == 0) {
            return net.add(name, valid, x);
        }
        require(
                isSame(x.shape(), kernel[0], stride[0], p),
                "has padding " + p[0] + ", " + p[1] + " that ConvolutionMode.Same does not give on a map of "
                        + x.shape());
        return net.add(name, valid.same(), x);
    }

    /** Whether padding as SAME gives the same windows. */
    private static boolean isSame(Shape map, int kernel, int stride, int[] p) {
        Padding same = Padding.SAME;
        Padding given = Padding.of(p[0], p[0], p[1], p[1]);
        return same.outputHeight(map.height(), kernel, stride) == given.outputHeight(map.height(), kernel, stride)
                && same.outputWidth(map.width(), kernel, stride) == given.outputWidth(map.width(), kernel, stride)
                && same.top(map.height(), kernel, stride) == p[0]
                && same.left(map.width(), kernel, stride) == p[1];
    }

    private void require(boolean supported, String problem) {
        if (!supported) {
            throw new IllegalArgumentException("layer " + name + " " + problem + ", which is not supported");
        }
    }
}
