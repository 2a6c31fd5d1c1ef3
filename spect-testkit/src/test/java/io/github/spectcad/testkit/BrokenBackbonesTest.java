package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Conv2d;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A backbone broken in one way fails the check for that way, and only that. */
class BrokenBackbonesTest {
    @Test
    void aSoundBackbonePasses() {
        assertEquals(Set.of(), FailedChecks.of(SoundContract.class));
    }

    @Test
    void anUnregisteredBackboneIsNotFound() {
        assertEquals(Set.of("isFoundByItsId"), FailedChecks.of(UnregisteredContract.class));
    }

    @Test
    void aWrongNumberOfParametersIsSeen() {
        assertEquals(Set.of("parametersAreAsExpected"), FailedChecks.of(MiscountedContract.class));
    }

    @Test
    void missingReferencesAreSeen() {
        assertEquals(Set.of("referencesAreGiven"), FailedChecks.of(AnonymousContract.class));
    }

    @Test
    void aLayerConnectedToNothingIsSeen() {
        assertEquals(Set.of("everyInputAndLayerLeadsToTheOutput"), FailedChecks.of(DanglingContract.class));
    }

    @Test
    void aMinimumSizeThatIsTooSmallIsSeen() {
        assertEquals(Set.of("canBeBuiltAtItsMinimumSize"), FailedChecks.of(TooSmallContract.class));
    }

    /** Two convolutions with pooling between. */
    public static class Sound implements Backbone {
        @Override
        public String id() {
            return "test:sound";
        }

        @Override
        public int minimumPixels() {
            return 4;
        }

        @Override
        public List<String> references() {
            return List.of("made up for this test");
        }

        @Override
        public Tensor build(NetworkBuilder net, Tensor input) {
            Tensor x = net.relu("relu1", net.conv("conv1", input, Conv2d.of(8, 3)));
            x = net.maxPool("pool1", x, 4, 4);
            return net.relu("relu2", net.conv("conv2", x, Conv2d.of(16, 3)));
        }
    }

    /** Not in the services file. */
    public static final class Unregistered extends Sound {
        @Override
        public String id() {
            return "test:unregistered";
        }
    }

    /** Published nowhere. */
    public static final class Anonymous extends Sound {
        @Override
        public String id() {
            return "test:anonymous";
        }

        @Override
        public List<String> references() {
            return List.of();
        }
    }

    /** A convolution whose output goes nowhere. */
    public static final class Dangling extends Sound {
        @Override
        public String id() {
            return "test:dangling";
        }

        @Override
        public Tensor build(NetworkBuilder net, Tensor input) {
            net.conv("dangling", input, Conv2d.of(2, 3));
            return super.build(net, input);
        }
    }

    /** Says that it takes smaller images than it does. */
    public static final class TooSmall extends Sound {
        @Override
        public String id() {
            return "test:too-small";
        }

        @Override
        public int minimumPixels() {
            return 2;
        }
    }

    abstract static class Contract extends BackboneContract {
        private final Backbone backbone;

        Contract(Backbone backbone) {
            this.backbone = backbone;
        }

        @Override
        protected Backbone backbone() {
            return backbone;
        }
    }

    static final class SoundContract extends Contract {
        SoundContract() {
            super(new Sound());
        }

        @Override
        protected OptionalLong expectedParameters(int channels) {
            return OptionalLong.of(9L * 8 * channels + 8 + 9L * 8 * 16 + 16);
        }
    }

    static final class UnregisteredContract extends Contract {
        UnregisteredContract() {
            super(new Unregistered());
        }
    }

    static final class MiscountedContract extends Contract {
        MiscountedContract() {
            super(new Sound());
        }

        @Override
        protected OptionalLong expectedParameters(int channels) {
            return OptionalLong.of(1);
        }
    }

    static final class AnonymousContract extends Contract {
        AnonymousContract() {
            super(new Anonymous());
        }
    }

    static final class DanglingContract extends Contract {
        DanglingContract() {
            super(new Dangling());
        }
    }

    static final class TooSmallContract extends Contract {
        TooSmallContract() {
            super(new TooSmall());
        }
    }
}
