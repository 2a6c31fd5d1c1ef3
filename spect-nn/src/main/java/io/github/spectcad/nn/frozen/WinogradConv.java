package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.WinogradConvolution;
import io.github.spectcad.nn.layer.Binding;

/** A 3 x 3 convolution of stride 1 by Winograd's algorithm, with kernels that were transformed once. */
final class WinogradConv extends InferenceOnly {
    private final WinogradConvolution convolution;

    WinogradConv(FrozenConv2d layer, Binding binding) {
        convolution = new WinogradConvolution(
                layer.conv().winograd(binding.inputShape(0)).orElseThrow(),
                layer.pooled(),
                binding.input(0),
                binding.parameter(FrozenConv2d.KERNEL),
                binding.workspace(),
                binding.output(),
                layer.epilogue(binding)::apply);
    }

    @Override
    public void forward() {
        convolution.run();
    }
}
