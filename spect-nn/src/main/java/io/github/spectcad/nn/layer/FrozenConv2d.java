package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A convolution of single precision in a frozen network, with what follows it: {@code activation(conv(first) + bias
 * [+ second])}. Only for inference. Computed in the way that suits its shape: 1 x 1 as a product of matrices, 3 x 3 of stride 1
 * by {@link Winograd}'s algorithm where the map is large enough, others by the native convolution.
 *
 * <p>Parameters: {@code kernel}, {@code [filters, input channels, height, width]} or, transformed for Winograd's algorithm,
 * {@code [36, filters, input channels]}; {@code bias [filters]}.
 *
 * @param conv the convolution, with bias
 * @param winograd whether Winograd's algorithm is used
 * @param activation what is applied last
 * @param residual whether there is a second input, of the output's shape, to be added
 */
public record FrozenConv2d(Conv2d conv, boolean winograd, Activation activation, boolean residual)
        implements ActivationFusible {
    /** Name of the kernel. */
    static final String KERNEL = BatchNormFoldable.KERNEL;

    /** Tiles below which reading the kernels, four times as large as before, costs what is saved. */
    private static final int MINIMUM_TILES = 16;

    /** Input channels below which the products are too thin. */
    private static final int MINIMUM_CHANNELS = 16;

    /** Tiles x input channels x output channels below which the transforms cost more than the multiplications they save. */
    private static final long MINIMUM_WORK = 300_000;

    /** Checks the values. */
    public FrozenConv2d {
        Objects.requireNonNull(activation, "activation");
        if (!conv.bias()) {
            throw new IllegalArgumentException("a convolution of a frozen network has a bias");
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
        int tiles = (out.height() + Winograd.TILE - 1)
                / Winograd.TILE
                * ((out.width() + Winograd.TILE - 1) / Winograd.TILE);
        boolean winograd = conv.kernelHeight() == 3
                && conv.kernelWidth() == 3
                && conv.stride() == 1
                && out.width() <= Floats.CHUNK - Winograd.TILE // rows are finished whole
                && in.channels() >= MINIMUM_CHANNELS
                && tiles >= MINIMUM_TILES
                && (long) tiles * in.channels() * out.channels() >= MINIMUM_WORK;
        return new FrozenConv2d(conv, winograd, Activation.NONE, false);
    }

    @Override
    public FrozenConv2d with(Activation newActivation) {
        return new FrozenConv2d(conv, winograd, newActivation, residual);
    }

    /** {@return the layer with a second input that is added} */
    public FrozenConv2d withResidual() {
        return new FrozenConv2d(conv, winograd, activation, true);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape out = conv.outputShape(inputs.subList(0, 1));
        if (residual) {
            Require.count("convolution with addition", inputs, 2);
            Require.same("addition", List.of(out, inputs.get(1)));
        }
        return out;
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        List<ParameterSpec> parameters = conv.parameters(inputs.subList(0, 1));
        if (!winograd) {
            return parameters;
        }
        ParameterSpec kernel = ParameterSpec.state(
                KERNEL,
                Initializer.zeros(),
                Winograd.PRODUCTS,
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
        if (!winograd) {
            target.put(0, kernel);
            return;
        }
        int perFilter = kernel.length / conv.filters();
        int channels = perFilter / (conv.kernelHeight() * conv.kernelWidth());
        Parallel.run(conv.filters(), filter -> {
            float[][] transformed = new float[Winograd.PRODUCTS][channels];
            Winograd.kernels(kernel, filter * perFilter, transformed);
            for (int p = 0; p < transformed.length; p++) {
                target.put((p * conv.filters() + filter) * channels, transformed[p]);
            }
        });
    }

    @Override
    public long workspace(List<Shape> inputs, int batch) {
        return winograd ? WinogradConv.workspace(inputs.get(0), outputShape(inputs)) : 0;
    }

    Epilogue epilogue(Binding binding) {
        return new Epilogue(
                Floats.of(binding.parameter(BatchNormFoldable.BIAS)),
                residual ? Floats.of(binding.input(1)) : null,
                activation);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return winograd ? new WinogradConv(this, binding) : new DirectConv(this, binding);
    }
}
