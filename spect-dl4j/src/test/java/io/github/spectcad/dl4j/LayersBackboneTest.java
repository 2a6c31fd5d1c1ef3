package io.github.spectcad.dl4j;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.testkit.BackboneContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every translated layer computes what Deeplearning4j's does, and the network of them is a backbone as any. */
class LayersBackboneTest extends BackboneContract {
    @TempDir
    private Path folder;

    @Override
    protected Backbone backbone() {
        return new Layers();
    }

    @Override
    protected int pixels() {
        return 12;
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 17})
    void computesWhatDeeplearning4jDoes(int pixels) throws IOException {
        Stock.assertAgrees(new Layers(), pixels, folder);
    }
}
