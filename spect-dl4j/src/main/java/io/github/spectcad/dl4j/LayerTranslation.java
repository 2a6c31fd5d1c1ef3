package io.github.spectcad.dl4j;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Swish;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;

/** One layer of Deeplearning4j as layers of the network. A subclass of a layer is another layer, so classes are compared. */
final class LayerTranslation {
    private final NetworkBuilder net;
    private final String name;
    private final Layer layer;

    LayerTranslation(NetworkBuilder net, String name, Layer layer) {
        this.net = net;
        this.name = name;
        this.layer = layer;
    }

    Tensor add(Tensor x) {
        require(layer.getConstraints() == null || layer.getConstraints().isEmpty(), "has constraints on its weights");
        require(!(layer instanceof BaseLayer base) || base.getWeightNoise() == null, "has noise on its weights");
        Class<?> type = layer.getClass();
        if (type == ConvolutionLayer.class) {
            return convolution((ConvolutionLayer) layer, dropped(x));
        }
        if (type == SeparableConvolution2D.class) {
            return separable((SeparableConvolution2D) layer, dropped(x));
        }
        if (type == DepthwiseConvolution2D.class) {
            return depthwise((DepthwiseConvolution2D) layer, dropped(x));
        }
        if (type == BatchNormalization.class) {
            return normalisation((BatchNormalization) layer, x);
        }
        if (type == SubsamplingLayer.class) {
            return new PoolTranslation(net, name, (SubsamplingLayer) layer).add(x);
        }
        if (type == ActivationLayer.class) {
            return activation(name, ((ActivationLayer) layer).getActivationFn(), x);
        }
        if (type == DropoutLayer.class) {
            return dropped(x);
        }
        if (type == ZeroPaddingLayer.class) {
            ZeroPaddingLayer padding = (ZeroPaddingLayer) layer;
            requireChannelsFirst(padding.getDataFormat());
            int[] p = padding.getPadding();
            return net.add(name, new ZeroPadding(p[0], p[1], p[2], p[3]), x);
        }
        if (type == GlobalPoolingLayer.class) {
            require(((GlobalPoolingLayer) layer).getPoolingType() == PoolingType.AVG, "pools by another than the mean");
            return net.add(name, new GlobalAveragePool(), x);
        }
        if (type == DenseLayer.class) {
            return dense((DenseLayer) layer, dropped(x));
        }
        throw unsupported("is a " + type.getSimpleName());
    }

    private Tensor convolution(ConvolutionLayer conv, Tensor x) {
        requireInputs(conv.getNIn(), x);
        Conv2d own = Conv2d.of(Math.toIntExact(conv.getNOut()), conv.getKernelSize()[0], conv.getKernelSize()[1])
                .stride(stride(conv))
                .padding(padding(conv, x.shape()));
        return activation(
                name + "_activation", conv.getActivationFn(), net.conv(name, x, conv.hasBias() ? own : own.noBias()));
    }

    private Tensor separable(SeparableConvolution2D conv, Tensor x) {
        requireInputs(conv.getNIn(), x);
        require(conv.getDepthMultiplier() == 1, "has a depth multiplier of " + conv.getDepthMultiplier());
        Tensor depthwise =
                net.add(name + "_depthwise", depthwise(conv, x.shape()).noBias(), x);
        Conv2d pointwise = Conv2d.of(Math.toIntExact(conv.getNOut()), 1);
        return activation(
                name + "_activation",
                conv.getActivationFn(),
                net.conv(name, depthwise, conv.hasBias() ? pointwise : pointwise.noBias()));
    }

    private Tensor depthwise(DepthwiseConvolution2D conv, Tensor x) {
        requireInputs(conv.getNIn(), x);
        require(conv.getDepthMultiplier() == 1, "has a depth multiplier of " + conv.getDepthMultiplier());
        DepthwiseConv2d own = depthwise(conv, x.shape());
        return activation(
                name + "_activation", conv.getActivationFn(), net.add(name, conv.hasBias() ? own : own.noBias(), x));
    }

    private DepthwiseConv2d depthwise(ConvolutionLayer conv, Shape input) {
        require(conv.getKernelSize()[0] == conv.getKernelSize()[1], "has kernels that are not square");
        return DepthwiseConv2d.of(conv.getKernelSize()[0]).stride(stride(conv)).padding(padding(conv, input));
    }

    private int stride(ConvolutionLayer conv) {
        requireChannelsFirst(conv.getCnn2dDataFormat());
        require(Arrays.stream(conv.getDilation()).allMatch(d -> d == 1), "is dilated");
        require(conv.getStride()[0] == conv.getStride()[1], "has strides that differ");
        return conv.getStride()[0];
    }

    private Padding padding(ConvolutionLayer conv, Shape input) {
        int[] p = conv.getPadding();
        if (conv.getConvolutionMode() == ConvolutionMode.Same) {
            return Padding.SAME;
        }
        require(conv.getConvolutionMode() != ConvolutionMode.Causal, "is causal");
        if (conv.getConvolutionMode() == ConvolutionMode.Strict) {
            require(
                    (input.height() + 2 * p[0] - conv.getKernelSize()[0]) % conv.getStride()[0] == 0
                            && (input.width() + 2 * p[1] - conv.getKernelSize()[1]) % conv.getStride()[1] == 0,
                    "is strict and does not divide a map of " + input);
        }
        return Padding.of(p[0], p[0], p[1], p[1]);
    }

    private Tensor normalisation(BatchNormalization norm, Tensor x) {
        requireChannelsFirst(norm.getCnn2DFormat());
        boolean free = !norm.isLockGammaBeta();
        require(free || (norm.getGamma() == 1 && norm.getBeta() == 0), "has a locked gamma or beta");
        return net.add(name, new BatchNorm(norm.getEps(), norm.getDecay(), free, free, false, false), x);
    }

    private Tensor dense(DenseLayer dense, Tensor x) {
        require(dense.hasBias() && !dense.hasLayerNorm(), "has no bias, or normalises");
        Tensor flat = x.shape().isVector() ? x : net.flatten(name + "_flatten", x);
        return activation(
                name + "_activation",
                dense.getActivationFn(),
                net.dense(name, flat, Math.toIntExact(dense.getNOut()), 0));
    }

    private Tensor activation(String own, IActivation activation, Tensor x) {
        if (activation == null || activation.getClass() == ActivationIdentity.class) {
            return x;
        }
        require(
                activation.getClass() != ActivationSoftmax.class && activation.getClass() != ActivationRReLU.class,
                "has the activation " + activation);
        if (activation.equals(new ActivationReLU())) {
            return net.relu(own, x);
        }
        if (activation.getClass() == ActivationSigmoid.class) {
            return net.add(own, new Sigmoid(), x);
        }
        return activation.getClass() == ActivationSwish.class
                ? net.add(own, new Swish(), x)
                : net.add(own, new Activated(activation), x);
    }

    /** The input with the layer's dropout, whose probability in Deeplearning4j is that of keeping a value. */
    private Tensor dropped(Tensor x) {
        IDropout dropout = layer.getIDropout();
        if (dropout == null) {
            return x;
        }
        require(
                dropout.getClass() == Dropout.class && ((Dropout) dropout).getPSchedule() == null,
                "has the dropout " + dropout.getClass().getSimpleName() + " or a schedule of it");
        return net.dropout(layer instanceof DropoutLayer ? name : name + "_dropout", x, 1 - ((Dropout) dropout).getP());
    }

    private void requireInputs(long configured, Tensor x) {
        require(
                configured <= 0 || configured == x.shape().channels(),
                "is configured for " + configured + " input channels and gets "
                        + x.shape().channels());
    }

    private void requireChannelsFirst(CNN2DFormat format) {
        require(format == null || format == CNN2DFormat.NCHW, "has its channels last (NHWC)");
    }

    private void require(boolean supported, String problem) {
        if (!supported) {
            throw unsupported(problem);
        }
    }

    private IllegalArgumentException unsupported(String problem) {
        return new IllegalArgumentException("layer " + name + " " + problem + ", which is not supported");
    }
}
