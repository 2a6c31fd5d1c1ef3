package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.nn.backbone.Cnn1;
import io.github.spectcad.nn.backbone.Cnn2;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link FusionStrategy} has to keep. Extend it and give the fusion. Needs a native backend to run. */
public abstract class FusionStrategyContract extends ProviderContract<FusionStrategy> {
    private static final int PIXELS = 32;
    private static final int STEPS = 200;

    /** For subclasses. */
    protected FusionStrategyContract() {
        super(FusionStrategy.class);
    }

    /** {@return the fusion under test} */
    protected abstract FusionStrategy fusion();

    @Override
    final FusionStrategy provider() {
        return fusion();
    }

    @Override
    final ProviderCatalog<FusionStrategy> catalog() {
        return FusionStrategies.load();
    }

    /** It names its inputs, each once, and the same at every call. */
    @Test
    public final void inputsAreNamedAndStable() {
        List<ImageInput> inputs = fusion().inputs();
        assertFalse(inputs.isEmpty(), "inputs() must not be empty");
        assertEquals(inputs, fusion().inputs(), "inputs() must return the same at every call");
        Set<String> names = new HashSet<>();
        inputs.forEach(input -> assertTrue(names.add(input.name()), () -> "input " + input.name() + " occurs twice"));
    }

    /** The states it asks for are those of its channels. */
    @Test
    public final void statesAreThoseOfItsChannels() {
        Set<PerfusionState> channels = new HashSet<>();
        fusion().inputs().forEach(input -> channels.addAll(input.channels()));
        assertEquals(channels, Set.copyOf(fusion().states()), "states() and the channels of inputs() differ");
    }

    /** It ends in a feature vector, for large and small feature maps. */
    @Test
    public final void endsInAFeatureVector() {
        for (int pixels : new int[] {16, PIXELS, 65}) {
            NetworkBuilder net = new NetworkBuilder();
            List<Tensor> images = fusion().inputs().stream()
                    .map(input ->
                            net.input(input.name(), Shape.map(input.channels().size(), pixels, pixels)))
                    .toList();
            Shape shape = fusion().build(net, new Cnn2(), images).shape();
            assertTrue(
                    shape.isVector(), "build() must return a vector for maps of " + pixels + " pixels, got " + shape);
        }
    }

    /** Nothing of it leads nowhere: a network can be assembled of it, and the outputs depend on each input and layer. */
    @Test
    public final void everyInputAndLayerLeadsToTheOutput() {
        new NetworkTrial(new Cnn2(), fusion(), PIXELS).everyInputAndLayerLeadsToTheOutput();
    }

    /** Every trainable parameter learns. */
    @Test
    public final void everyTrainableParameterGetsAGradient() {
        new NetworkTrial(new Cnn2(), fusion(), PIXELS).everyTrainableParameterGetsAGradient();
    }

    /** It learns. */
    @Test
    public final void eightSamplesCanBeOverfitted() {
        new NetworkTrial(new Cnn1(), fusion(), PIXELS).eightSamplesCanBeOverfitted(STEPS);
    }

    /** The form made for inference predicts as the network does. */
    @Test
    public final void inferenceAgreesWithTheUnfoldedNetwork() {
        new NetworkTrial(new Cnn2(), fusion(), PIXELS).inferenceAgreesWithTheUnfoldedNetwork();
    }

    /** A prediction does not depend on the other samples of its batch. */
    @Test
    public final void aSampleIsPredictedAlikeAloneAndInABatch() {
        new NetworkTrial(new Cnn2(), fusion(), PIXELS).aSampleIsPredictedAlikeAloneAndInABatch();
    }

    /** Extreme maps give predictions. */
    @Test
    public final void predictionsAreFiniteForEmptyAndFullMaps() {
        new NetworkTrial(new Cnn1(), fusion(), PIXELS).predictionsAreFiniteForEmptyAndFullMaps();
    }
}
