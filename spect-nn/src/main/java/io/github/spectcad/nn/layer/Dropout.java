package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout as in Keras: in training each value becomes 0 with the given probability and the others are divided by one minus
 * it; in inference nothing happens. The same step's seed drops the same values.
 *
 * @param rate probability of dropping, in [0, 1)
 * @param perSample whether a sample is dropped as a whole: Keras' {@code noise_shape=(None, 1, 1, 1)}, the "drop connect"
 *     of EfficientNet, also called stochastic depth
 */
public record Dropout(double rate, boolean perSample) implements Layer {
    /** Checks the rate. */
    public Dropout {
        Require.fraction("dropout rate", rate);
    }

    /**
     * Dropout of single values.
     *
     * @param rate probability of dropping
     * @return the layer
     */
    public static Dropout of(double rate) {
        return new Dropout(rate, false);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Require.single("dropout", inputs);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public Sharing sharing() {
        return Sharing.OVERWRITE;
    }

    @Override
    public boolean isIdentityInInference() {
        return true;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return binding.mode().isTraining() && rate > 0 ? new Masked(binding) : Copying.of(binding);
    }

    private final class Masked implements BoundLayer {
        private final Binding binding;
        private final INDArray mask;
        private final float[] values;
        private final NativeOp forward;
        private NativeOp backward;

        Masked(Binding binding) {
            this.binding = binding;
            long[] dimensions = binding.output().shape();
            mask = binding.allocate(perSample ? new long[] {dimensions[0], 1, 1, 1} : dimensions);
            values = new float[Math.toIntExact(mask.length())];
            forward = multiply(binding.input(0), binding.output());
        }

        private NativeOp multiply(INDArray from, INDArray to) {
            return NativeOp.of("multiply").inputs(from, mask).outputs(to).build();
        }

        @Override
        public void forward() {
            SplittableRandom random = new SplittableRandom(binding.seed());
            float kept = (float) (1 / (1 - rate));
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextDouble() < rate ? 0 : kept;
            }
            mask.assign(Nd4j.createFromArray(values).reshape(mask.shape()));
            forward.run();
        }

        @Override
        public void backward() {
            if (backward == null) {
                backward = multiply(binding.outputGradient(), binding.inputGradient(0));
            }
            backward.run();
        }
    }
}
