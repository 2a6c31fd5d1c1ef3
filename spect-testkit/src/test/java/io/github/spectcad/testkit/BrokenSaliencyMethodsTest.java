package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.nn.explain.InputGradient;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A saliency method broken in one way fails the checks for that way. */
class BrokenSaliencyMethodsTest {
    @Test
    void aMethodThatIgnoresTheNetworkIsSeen() {
        assertEquals(
                Set.of("isFoundByItsId", "attributionsDependOnTheVessel", "aNetworkBlindToTheImagesGivesZero"),
                FailedChecks.of(BrightnessContract.class));
    }

    @Test
    void aMethodThatChangesItsInputsIsSeen() {
        assertEquals(Set.of("isFoundByItsId", "inputsAreLeftAlone"), FailedChecks.of(ScalingContract.class));
    }

    /** Attributes by brightness alone. */
    public static final class Brightness implements SaliencyMethod {
        @Override
        public String id() {
            return "test:brightness";
        }

        @Override
        public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
            return inputs.subList(0, images).stream().map(float[]::clone).toList();
        }
    }

    /** Halves the images it is given. */
    public static final class Scaling implements SaliencyMethod {
        @Override
        public String id() {
            return "test:scaling";
        }

        @Override
        public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
            for (float[] image : inputs.subList(0, images)) {
                for (int i = 0; i < image.length; i++) {
                    image[i] /= 2;
                }
            }
            return new InputGradient().attribute(session, inputs, images, output);
        }
    }

    static final class BrightnessContract extends SaliencyMethodContract {
        @Override
        protected SaliencyMethod method() {
            return new Brightness();
        }
    }

    static final class ScalingContract extends SaliencyMethodContract {
        @Override
        protected SaliencyMethod method() {
            return new Scaling();
        }
    }
}
