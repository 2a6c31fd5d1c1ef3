package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.EarlyFusion;
import io.github.spectcad.nn.fusion.LateFusion;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every {@link Backbone} has to keep. Extend it and give the backbone. Needs a native backend to run. */
public abstract class BackboneContract extends ProviderContract<Backbone> {
    /** For subclasses. */
    protected BackboneContract() {
        super(Backbone.class);
    }

    /** {@return the backbone under test} */
    protected abstract Backbone backbone();

    @Override
    final Backbone provider() {
        return backbone();
    }

    @Override
    final ProviderCatalog<Backbone> catalog() {
        return Backbones.load();
    }

    /**
     * Number of parameters, from outside: a paper or another implementation.
     *
     * @param channels channels of the images, 1 to 3
     * @return the number, if known; by default it is not
     */
    protected OptionalLong expectedParameters(int channels) {
        return OptionalLong.empty();
    }

    /** {@return size of the images in the checks that run a network; by default the larger of the minimum and 32} */
    protected int pixels() {
        return Math.max(32, backbone().minimumPixels());
    }

    /** {@return steps within which the loss on eight samples has to fall to a quarter; by default 200} */
    protected int overfittingSteps() {
        return 200;
    }

    private static Shape output(Backbone backbone, int channels, int pixels) {
        NetworkBuilder net = new NetworkBuilder();
        return backbone.build(net, net.input("images", Shape.map(channels, pixels, pixels)))
                .shape();
    }

    private NetworkTrial trial() {
        return new NetworkTrial(backbone(), new EarlyFusion(), pixels());
    }

    /** It says where it is published. */
    @Test
    public final void referencesAreGiven() {
        assertFalse(backbone().references().isEmpty(), "references() must name where the network is described");
        backbone().references().forEach(reference -> assertFalse(reference.isBlank(), "a reference is blank"));
    }

    /** It can be built at its minimum size, for 1, 2 and 3 channels, with a feature map at the end. */
    @Test
    public final void canBeBuiltAtItsMinimumSize() {
        assertTrue(backbone().minimumPixels() >= 1, "minimumPixels() must be at least 1");
        for (int channels = 1; channels <= 3; channels++) {
            Shape shape = output(backbone(), channels, backbone().minimumPixels());
            assertTrue(
                    shape.channels() >= 1 && shape.height() >= 1 && shape.width() >= 1,
                    "the last feature map must have channels, height and width, got " + shape);
        }
    }

    /** Larger images never give smaller feature maps. */
    @Test
    public final void largerImagesNeverGiveSmallerFeatureMaps() {
        Shape smaller = output(backbone(), 1, pixels());
        for (int more : new int[] {1, 7, 32}) {
            Shape larger = output(backbone(), 1, pixels() + more);
            assertEquals(smaller.channels(), larger.channels(), "the number of channels depends on the size of images");
            assertTrue(larger.height() >= smaller.height() && larger.width() >= smaller.width());
        }
    }

    /** The number of parameters is as published. */
    @Test
    public final void parametersAreAsExpected() {
        boolean known = false;
        for (int channels = 1; channels <= 3; channels++) {
            OptionalLong expected = expectedParameters(channels);
            if (expected.isPresent()) {
                known = true;
                NetworkBuilder net = new NetworkBuilder();
                backbone().build(net, net.input("images", Shape.map(channels, pixels(), pixels())));
                assertEquals(
                        expected.getAsLong(), net.parameterCount(false), "parameters for " + channels + " channels");
            }
        }
        Assumptions.assumeTrue(known, "expectedParameters() knows no number");
    }

    /** Nothing of it leads nowhere: a network can be assembled of it, and the outputs depend on each layer. */
    @Test
    public final void everyInputAndLayerLeadsToTheOutput() {
        trial().everyInputAndLayerLeadsToTheOutput();
    }

    /** One seed gives one network, another seed another. */
    @Test
    public final void firstWeightsDependOnTheSeedAlone() {
        trial().equalSeedsGiveEqualNetworksAndOthersDiffer();
    }

    /** Every trainable parameter learns. */
    @Test
    public final void everyTrainableParameterGetsAGradient() {
        trial().everyTrainableParameterGetsAGradient();
    }

    /** It learns. */
    @Test
    public final void eightSamplesCanBeOverfitted() {
        trial().eightSamplesCanBeOverfitted(overfittingSteps());
    }

    /** The form made for inference predicts as the network does. */
    @Test
    public final void inferenceAgreesWithTheUnfoldedNetwork() {
        trial().inferenceAgreesWithTheUnfoldedNetwork();
    }

    /** A prediction does not depend on the other samples of its batch. */
    @Test
    public final void aSampleIsPredictedAlikeAloneAndInABatch() {
        trial().aSampleIsPredictedAlikeAloneAndInABatch();
    }

    /** Extreme maps give predictions. */
    @Test
    public final void predictionsAreFiniteForEmptyAndFullMaps() {
        trial().predictionsAreFiniteForEmptyAndFullMaps();
    }

    /** It can be built twice in one network, as late fusion with own weights for each state does. */
    @Test
    public final void canBeBuiltTwiceInOneNetwork() {
        LateFusion unshared = new LateFusion("test:unshared", false, Pool2d.Kind.AVERAGE);
        new NetworkTrial(backbone(), unshared, pixels()).predictionsAreFiniteForEmptyAndFullMaps();
    }
}
