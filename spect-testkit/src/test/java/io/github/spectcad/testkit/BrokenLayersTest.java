package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Initializer;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Require;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer broken in one way fails the check for that way, and only that; its sound twin passes. */
class BrokenLayersTest {
    private static final Set<String> INPUT_GRADIENTS =
            Set.of("inputGradientsEqualCentralDifferences", "inputGradientsInTrainingEqualCentralDifferences");

    @Test
    void soundLayersPass() {
        assertEquals(Set.of(), FailedChecks.of(SoundCentre.class));
        assertEquals(Set.of(), FailedChecks.of(SoundSquare.class));
        assertEquals(Set.of(), FailedChecks.of(SoundScale.class));
        assertEquals(Set.of(), FailedChecks.of(SoundMean.class));
    }

    @Test
    void aMissingPathThroughTheMeanIsSeen() {
        assertEquals(INPUT_GRADIENTS, FailedChecks.of(CentreWithoutMeanPath.class));
    }

    @Test
    void readingWhatIsDeclaredUnreadIsSeen() {
        assertEquals(Set.of("memoryIsReadAsDeclared"), FailedChecks.of(SquareThatLies.class));
    }

    @Test
    void workingInPlaceWithoutBeingAbleToIsSeen() {
        assertEquals(Set.of("memoryIsReadAsDeclared"), FailedChecks.of(SquareInPlace.class));
    }

    @Test
    void aFlippedSignOfTheKernelGradientIsSeen() {
        assertEquals(
                Set.of("parameterGradientsEqualCentralDifferences"), FailedChecks.of(ScaleWithFlippedGradient.class));
    }

    @Test
    void aWrongGradientOfAMeanIsSeen() {
        assertEquals(INPUT_GRADIENTS, FailedChecks.of(MeanWithWrongGradient.class));
    }

    @Test
    void takingAnyNumberOfInputsIsSeen() {
        assertEquals(Set.of("noInputsAreRefused"), FailedChecks.of(TakesAnything.class));
    }

    /** What a test layer does with its arrays. */
    private interface Pass {
        void run(Binding binding);
    }

    private record TestLayer(Pass forward, Pass backward, BackwardReads backwardReads, Sharing sharing, boolean scaled)
            implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Require.single("test layer", inputs);
        }

        @Override
        public List<ParameterSpec> parameters(List<Shape> inputs) {
            return scaled
                    ? List.of(ParameterSpec.trainable(
                            "scale", Initializer.ones(), inputs.get(0).channels()))
                    : List.of();
        }

        @Override
        public BoundLayer bind(Binding binding) {
            return new BoundLayer() {
                @Override
                public void forward() {
                    forward.run(binding);
                }

                @Override
                public void backward() {
                    backward.run(binding);
                }
            };
        }
    }

    /** x minus the mean over the pixels of each channel. */
    private static Layer centre(boolean sound) {
        return new TestLayer(
                b -> b.output().assign(minusMean(b.input(0))),
                b -> {
                    if (b.wantsInputGradient(0)) {
                        b.inputGradient(0).assign(sound ? minusMean(b.outputGradient()) : b.outputGradient());
                    }
                },
                Layer.BackwardReads.NOTHING,
                Layer.Sharing.NONE,
                false);
    }

    private static INDArray minusMean(INDArray maps) {
        long[] shape = maps.shape();
        INDArray rows = maps.dup('c').reshape('c', shape[0] * shape[1], shape[2] * shape[3]);
        return rows.subColumnVector(rows.mean(1).reshape(shape[0] * shape[1], 1))
                .reshape('c', shape);
    }

    private static Layer square(Layer.BackwardReads reads, Layer.Sharing sharing) {
        return new TestLayer(
                b -> b.output().assign(b.input(0).mul(b.input(0))),
                b -> {
                    if (b.wantsInputGradient(0)) {
                        b.inputGradient(0)
                                .assign(b.input(0).mul(b.outputGradient()).mul(2));
                    }
                },
                reads,
                sharing,
                false);
    }

    private static Layer scale(int sign) {
        return new TestLayer(
                b -> b.output().assign(b.input(0).mul(ofChannels(b))),
                b -> {
                    INDArray products = b.input(0).mul(b.outputGradient());
                    if (b.wantsParameterGradients()) {
                        b.parameterGradient("scale")
                                .assign(products.sum(0, 2, 3).mul(sign));
                    }
                    if (b.wantsInputGradient(0)) {
                        b.inputGradient(0).assign(b.outputGradient().mul(ofChannels(b)));
                    }
                },
                Layer.BackwardReads.INPUTS,
                Layer.Sharing.NONE,
                true);
    }

    private static INDArray ofChannels(Binding binding) {
        INDArray scale = binding.parameter("scale");
        return scale.reshape(1, scale.length(), 1, 1).broadcast(binding.input(0).shape());
    }

    /** Every pixel becomes the mean of its channel. */
    private static Layer mean(boolean sound) {
        return new TestLayer(
                b -> b.output().assign(b.input(0).sub(minusMean(b.input(0)))),
                b -> {
                    if (b.wantsInputGradient(0)) {
                        INDArray mean = b.outputGradient().sub(minusMean(b.outputGradient()));
                        b.inputGradient(0)
                                .assign(sound ? mean : mean.mul(b.inputShape(0).area()));
                    }
                },
                Layer.BackwardReads.NOTHING,
                Layer.Sharing.NONE,
                false);
    }

    abstract static class Contract extends LayerContract {
        private final Layer layer;

        Contract(Layer layer) {
            this.layer = layer;
        }

        @Override
        protected Layer layer() {
            return layer;
        }
    }

    static final class SoundCentre extends Contract {
        SoundCentre() {
            super(centre(true));
        }
    }

    static final class CentreWithoutMeanPath extends Contract {
        CentreWithoutMeanPath() {
            super(centre(false));
        }
    }

    static final class SoundSquare extends Contract {
        SoundSquare() {
            super(square(Layer.BackwardReads.INPUTS, Layer.Sharing.NONE));
        }
    }

    static final class SquareThatLies extends Contract {
        SquareThatLies() {
            super(square(Layer.BackwardReads.NOTHING, Layer.Sharing.NONE));
        }
    }

    static final class SquareInPlace extends Contract {
        SquareInPlace() {
            super(square(Layer.BackwardReads.OUTPUT, Layer.Sharing.OVERWRITE));
        }
    }

    static final class SoundScale extends Contract {
        SoundScale() {
            super(scale(1));
        }
    }

    static final class ScaleWithFlippedGradient extends Contract {
        ScaleWithFlippedGradient() {
            super(scale(-1));
        }
    }

    static final class SoundMean extends Contract {
        SoundMean() {
            super(mean(true));
        }
    }

    static final class MeanWithWrongGradient extends Contract {
        MeanWithWrongGradient() {
            super(mean(false));
        }
    }

    static final class TakesAnything extends Contract {
        TakesAnything() {
            super(new Layer() {
                private final Layer sound = square(BackwardReads.INPUTS, Sharing.NONE);

                @Override
                public Shape outputShape(List<Shape> inputs) {
                    return inputs.isEmpty() ? Shape.vector(1) : inputs.get(0);
                }

                @Override
                public BoundLayer bind(Binding binding) {
                    return sound.bind(binding);
                }
            });
        }
    }
}
