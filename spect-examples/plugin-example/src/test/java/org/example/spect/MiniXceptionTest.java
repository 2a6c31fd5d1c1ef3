package org.example.spect;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.testkit.BackboneContract;
import java.util.OptionalLong;

class MiniXceptionTest extends BackboneContract {
    @Override
    protected Backbone backbone() {
        return new MiniXception();
    }

    @Override
    protected OptionalLong expectedParameters(int channels) {
        long stem = 9 * 16 * channels + 4 * 16;
        return OptionalLong.of(stem + block(16, 32) + block(32, 64) + block(64, 128));
    }

    /** Kernels, and four values of batch normalisation a channel. */
    private static long block(int channels, int filters) {
        long separable1 = 9 * channels + channels * filters + 4 * filters;
        long separable2 = 9 * filters + filters * filters + 4 * filters;
        long shortcut = channels * filters + 4 * filters;
        return separable1 + separable2 + shortcut;
    }
}
