package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A fusion broken in one way fails the check for that way, and only that. */
class BrokenFusionsTest {
    @Test
    void aSoundFusionPasses() {
        assertEquals(Set.of(), FailedChecks.of(SoundContract.class));
    }

    @Test
    void anUnregisteredFusionIsNotFound() {
        assertEquals(Set.of("isFoundByItsId"), FailedChecks.of(UnregisteredContract.class));
    }

    @Test
    void anInputThatIsNotReadIsSeen() {
        assertEquals(Set.of("everyInputAndLayerLeadsToTheOutput"), FailedChecks.of(BlindContract.class));
    }

    @Test
    void statesThatAreNotThoseOfTheInputsAreSeen() {
        assertEquals(Set.of("statesAreThoseOfItsChannels"), FailedChecks.of(ForgetfulContract.class));
    }

    /** Two towers, their features side by side. */
    public static class Sound implements FusionStrategy {
        @Override
        public String id() {
            return "test:sound";
        }

        @Override
        public List<ImageInput> inputs() {
            return List.of(
                    new ImageInput("rest", List.of(PerfusionState.REST)),
                    new ImageInput("stress", List.of(PerfusionState.STRESS)));
        }

        @Override
        public Tensor build(NetworkBuilder net, Backbone backbone, List<Tensor> images) {
            return net.concat(
                    "concat",
                    tower(net, backbone, "rest_", images.get(0)),
                    tower(net, backbone, "stress_", images.get(1)));
        }

        static Tensor tower(NetworkBuilder net, Backbone backbone, String prefix, Tensor image) {
            return net.flatten(prefix + "flatten", net.prefixed(prefix, () -> backbone.build(net, image)));
        }
    }

    /** Not in the services file. */
    public static final class Unregistered extends Sound {
        @Override
        public String id() {
            return "test:unregistered";
        }
    }

    /** Takes the stress map and does not look at it. */
    public static final class Blind extends Sound {
        @Override
        public String id() {
            return "test:blind";
        }

        @Override
        public Tensor build(NetworkBuilder net, Backbone backbone, List<Tensor> images) {
            return tower(net, backbone, "rest_", images.get(0));
        }
    }

    /** Does not ask for the stress map it takes. */
    public static final class Forgetful extends Sound {
        @Override
        public String id() {
            return "test:forgetful";
        }

        @Override
        public List<PerfusionState> states() {
            return List.of(PerfusionState.REST);
        }
    }

    abstract static class Contract extends FusionStrategyContract {
        private final FusionStrategy fusion;

        Contract(FusionStrategy fusion) {
            this.fusion = fusion;
        }

        @Override
        protected FusionStrategy fusion() {
            return fusion;
        }
    }

    static final class SoundContract extends Contract {
        SoundContract() {
            super(new Sound());
        }
    }

    static final class UnregisteredContract extends Contract {
        UnregisteredContract() {
            super(new Unregistered());
        }
    }

    static final class BlindContract extends Contract {
        BlindContract() {
            super(new Blind());
        }
    }

    static final class ForgetfulContract extends Contract {
        ForgetfulContract() {
            super(new Forgetful());
        }
    }
}
