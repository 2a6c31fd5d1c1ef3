package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.kernel.WinogradConvolution;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The forward pass of a convolution by Winograd's algorithm while its kernels change from step to step, so that they are
 * transformed in each.
 */
final class WinogradForward implements Runnable {
    /** Input and output channels below which the products of matrices are too thin. */
    private static final int MINIMUM_CHANNELS = 64;

    /** Outputs of a channel below which transforming the kernels costs what is saved. */
    private static final int MINIMUM_PIXELS = 32 * 32;

    private final WinogradConvolution.Maps maps;
    private final WinogradConvolution convolution;
    private final FloatBuffer kernels;
    private final FloatBuffer transformed;

    private WinogradForward(Conv2d conv, Binding binding, WinogradConvolution.Maps maps) {
        this.maps = maps;
        INDArray workspace = binding.workspace();
        INDArray matrices = Views.of(workspace, 0, maps.kernels());
        kernels = Floats.of(binding.parameter(BatchNormFoldable.KERNEL));
        transformed = Floats.of(matrices);
        convolution = new WinogradConvolution(
                maps,
                false,
                binding.input(0),
                matrices,
                Views.of(workspace, maps.kernels(), maps.workspace()),
                binding.output(),
                conv.bias() ? adding(Floats.of(binding.parameter(BatchNormFoldable.BIAS))) : (v, n, c, p) -> {});
    }

    /** The forward pass, where it is faster than oneDNN's. */
    static Optional<WinogradForward> of(Conv2d conv, Binding binding) {
        return Floats.isFloat(binding.output())
                ? suited(conv, binding.inputShape(0)).map(maps -> new WinogradForward(conv, binding, maps))
                : Optional.empty();
    }

    /** Floats of memory that the forward pass needs. */
    static long workspace(Conv2d conv, Shape in) {
        return suited(conv, in).map(maps -> maps.kernels() + maps.workspace()).orElse(0L);
    }

    private static Optional<WinogradConvolution.Maps> suited(Conv2d conv, Shape in) {
        return conv.winograd(in)
                .filter(maps -> Math.min(maps.channels(), maps.filters()) >= MINIMUM_CHANNELS
                        && maps.outputHeight() * maps.outputWidth() >= MINIMUM_PIXELS);
    }

    private static WinogradConvolution.Finish adding(FloatBuffer bias) {
        return (values, count, channel, position) -> Floats.add(values, count, bias.get(channel));
    }

    @Override
    public void run() {
        WinogradConvolution.transform(kernels, maps.filters(), maps.channels(), transformed);
        convolution.run();
    }
}
