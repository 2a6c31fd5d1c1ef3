package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Activation;
import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.WinogradConvolution;
import io.github.spectcad.nn.layer.BatchNormFoldable;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Fusible;
import io.github.spectcad.nn.layer.Initializer;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Require;
import io.github.spectcad.nn.layer.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A convolution of single precision in a frozen network, with what follows it: {@code activation(conv(first) + bias
 * [+ second])} or {@code activation(max(conv(first) + bias))}, where the maximum is that of {@link Pool2d#max}{@code (2, 2)}.
 * Only for inference.
 *
 * <p>Parameters: {@code kernel}, {@code [filters, input channels, height, width]} or, transformed for Winograd's algorithm,
 * {@code [36, filters, input channels]}; {@code bias [filters]}.
 *
 * @param conv the convolution, with bias
 * @param method how it is computed
 * @param activation what is applied last
 * @param residual whether there is a second input, of the output's shape, to be added
 * @param pooled whether the output is pooled; not with a residual
 */
public record FrozenConv2d(Conv2d conv, Method method, Activation activation, boolean residual, boolean pooled)
        implements Fusible {
    /** Name of the kernel. */
    static final String KERNEL = BatchNormFoldable.KERNEL;

    /** Tiles below which reading the kernels, four times as large as before, costs what is saved. */
    private static final int MINIMUM_TILES = 16;

    /** Input channels below which the products are too thin. */
    private static final int MINIMUM_CHANNELS = 16;

    /** Tiles x input channels x output channels below which the transforms cost more than the multiplications they save. */
    private static final long MINIMUM_WORK = 300_000;

    /** Values of the input that an output depends on, up to which copies of them all cost little. */
    private static final int MAXIMUM_TAPS = 64;

    /** Outputs of a channel below which sharing out the copies does not pay. */
    private static final int MINIMUM_PIXELS = 4096;

    private static final Pool2d POOL = Pool2d.max(2, 2);

    /** How a convolution is computed. */
    public enum Method {
        /** By native operations: 1 x 1 as a product of matrices, others by oneDNN. */
        NATIVE,
        /** By Winograd's algorithm: 3 x 3 of stride 1 of maps that are large enough. */
        WINOGRAD,
        /** As a product of matrices of shifted copies of the map: stride 1, few input channels, large maps. */
        IM2COL
    }

    /** Checks the values. */
    public FrozenConv2d {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(activation, "activation");
        Epilogue.requireBias(conv);
        if (pooled && (residual || method == Method.NATIVE)) {
            throw new IllegalArgumentException("a " + method + " convolution" + (residual ? " with a residual" : "")
                    + " pools nothing: let a Pool2d follow it");
        }
    }

    /**
     * The form of a convolution that suits its input.
     *
     * @param conv the convolution
     * @param in shape of its input
     * @return the layer, without activation and addition
     */
    public static FrozenConv2d of(Conv2d conv, Shape in) {
        Shape out = conv.outputShape(List.of(in));
        boolean winograd = conv.winograd(in)
                .filter(maps -> maps.channels() >= MINIMUM_CHANNELS
                        && maps.tiles() >= MINIMUM_TILES
                        && (long) maps.tiles() * maps.channels() * maps.filters() >= MINIMUM_WORK)
                .isPresent();
        boolean im2col = conv.stride() == 1
                && !conv.isPointwise() // which needs no copies
                && in.channels() * conv.kernelHeight() * conv.kernelWidth() <= MAXIMUM_TAPS
                && 2 * (out.width() + conv.kernelWidth()) <= Floats.CHUNK // so are pairs of rows
                && out.area() >= MINIMUM_PIXELS;
        Method method = winograd ? Method.WINOGRAD : im2col ? Method.IM2COL : Method.NATIVE;
        return new FrozenConv2d(conv, method, Activation.NONE, false, false);
    }

    /** {@return whether Winograd's algorithm is used} */
    public boolean winograd() {
        return method == Method.WINOGRAD;
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        if (next.equals(POOL)) {
            boolean monotonic = activation == Activation.NONE || activation == Activation.RELU;
            return method != Method.NATIVE && monotonic && !residual && !pooled
                    ? Optional.of(new FrozenConv2d(conv, method, activation, false, true))
                    : Optional.empty();
        }
        return activation == Activation.NONE
                ? Epilogue.activation(next).map(applied -> new FrozenConv2d(conv, method, applied, residual, pooled))
                : Optional.empty();
    }

    /** {@return whether the layer can add a second input} */
    public boolean takesResidual() {
        return activation == Activation.NONE && !residual && !pooled;
    }

    /** {@return the layer with a second input that is added} */
    public FrozenConv2d withResidual() {
        return new FrozenConv2d(conv, method, activation, true, pooled);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape out = conv.outputShape(inputs.subList(0, 1));
        if (residual) {
            Require.count("convolution with addition", inputs, 2);
            Require.same("addition", List.of(out, inputs.get(1)));
        }
        return pooled ? POOL.outputShape(List.of(out)) : out;
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        List<ParameterSpec> parameters = conv.parameters(inputs.subList(0, 1));
        if (!winograd()) {
            return parameters;
        }
        ParameterSpec kernel = ParameterSpec.state(
                KERNEL,
                Initializer.zeros(),
                WinogradConvolution.PRODUCTS,
                conv.filters(),
                inputs.get(0).channels());
        return List.of(kernel, parameters.get(1));
    }

    /**
     * Turns the kernel of the convolution into this layer's.
     *
     * @param kernel {@code [filters, input channels, height, width]}
     * @param target where this layer's goes
     */
    public void convertKernel(float[] kernel, FloatBuffer target) {
        if (!winograd()) {
            target.put(0, kernel);
            return;
        }
        int channels = kernel.length / (conv.filters() * conv.kernelHeight() * conv.kernelWidth());
        WinogradConvolution.transform(FloatBuffer.wrap(kernel), conv.filters(), channels, target);
    }

    @Override
    public long workspace(List<Shape> inputs, int batch) {
        Shape in = inputs.get(0);
        return switch (method) {
            case NATIVE -> 0;
            case WINOGRAD -> conv.winograd(in).orElseThrow().workspace();
            case IM2COL -> Im2colConv.workspace(conv, in);
        };
    }

    Epilogue epilogue(Binding binding) {
        return new Epilogue(
                Floats.of(binding.parameter(BatchNormFoldable.BIAS)),
                residual ? Floats.of(binding.input(1)) : null,
                activation);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return switch (method) {
            case NATIVE -> new DirectConv(this, binding);
            case WINOGRAD -> new WinogradConv(this, binding);
            case IM2COL -> new Im2colConv(this, binding);
        };
    }
}
