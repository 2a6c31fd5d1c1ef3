package io.github.spectcad.testkit;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;

/** The small built-in backbones and the built-in fusions keep their contracts. */
class BuiltInNetworksTest {
    @Nested
    class Cnn1 extends BackboneContract {
        @Override
        protected Backbone backbone() {
            return Backbones.load().require("cnn1");
        }

        @Override
        protected OptionalLong expectedParameters(int channels) {
            return OptionalLong.of(92_384 + 288L * channels);
        }
    }

    @Nested
    class Cnn2 extends BackboneContract {
        @Override
        protected Backbone backbone() {
            return Backbones.load().require("cnn2");
        }

        @Override
        protected OptionalLong expectedParameters(int channels) {
            return OptionalLong.of(294_528 + 144L * channels);
        }
    }

    @Nested
    class Rest extends Fusion {
        Rest() {
            super("rest");
        }
    }

    @Nested
    class Stress extends Fusion {
        Stress() {
            super("stress");
        }
    }

    @Nested
    class EarlyFusion extends Fusion {
        EarlyFusion() {
            super("early-fusion");
        }
    }

    @Nested
    class LateFusion extends Fusion {
        LateFusion() {
            super("late-fusion");
        }
    }

    private abstract static class Fusion extends FusionStrategyContract {
        private final String id;

        Fusion(String id) {
            this.id = id;
        }

        @Override
        protected FusionStrategy fusion() {
            return FusionStrategies.load().require(id);
        }
    }
}
