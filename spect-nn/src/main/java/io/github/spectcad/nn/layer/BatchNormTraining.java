package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Batch normalisation of double precision with the statistics of the batch, one set a copy; by ND4J's operations. */
final class BatchNormTraining implements BoundLayer {
    private final Copy[] copies;
    private final BatchNorm layer;
    private final Binding binding;
    private final INDArray gammaGradient;
    private final INDArray betaGradient;

    BatchNormTraining(BatchNorm layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        int channels = binding.inputShape(0).channels();
        INDArray gamma = layer.scale()
                ? binding.parameter(BatchNorm.GAMMA)
                : binding.allocate(channels).assign(1);
        INDArray beta = layer.center() ? binding.parameter(BatchNorm.BETA) : binding.allocate(channels);
        gammaGradient = layer.scale() ? binding.parameterGradient(BatchNorm.GAMMA) : binding.allocate(channels);
        betaGradient = layer.center() ? binding.parameterGradient(BatchNorm.BETA) : binding.allocate(channels);
        copies = new Copy[binding.inputShape(0).copies()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = new Copy(i, gamma, beta);
        }
    }

    @Override
    public void forward() {
        for (Copy copy : copies) {
            copy.forward();
        }
    }

    @Override
    public void backward() {
        for (Copy copy : copies) {
            copy.backward();
        }
        for (int i = 1; i < copies.length; i++) {
            gammaGradient.addi(copies[i].gammaGradient);
            betaGradient.addi(copies[i].betaGradient);
        }
    }

    /** One copy of the batch with its own statistics. */
    private final class Copy {
        private final int index;
        private final INDArray gamma;
        private final INDArray beta;
        private final INDArray mean;
        private final INDArray variance;
        private final INDArray gammaGradient;
        private final INDArray betaGradient;
        private final NativeOp computeMean;
        private final NativeOp computeVariance;
        private final NativeOp normalise;
        private INDArray outputGradient;
        private NativeOp differentiate;

        Copy(int index, INDArray gamma, INDArray beta) {
            this.index = index;
            this.gamma = gamma;
            this.beta = beta;
            long channels = gamma.length();
            mean = binding.allocate(channels);
            variance = binding.allocate(channels);
            gammaGradient = index == 0 ? BatchNormTraining.this.gammaGradient : binding.allocate(channels);
            betaGradient = index == 0 ? BatchNormTraining.this.betaGradient : binding.allocate(channels);
            INDArray input = part(binding.input(0));
            computeMean = NativeOp.of("reduce_mean")
                    .inputs(input)
                    .outputs(mean)
                    .ints(0, 2, 3)
                    .build();
            computeVariance = NativeOp.of("reduce_variance")
                    .inputs(input)
                    .outputs(variance)
                    .ints(0, 2, 3)
                    .build();
            normalise = NativeOp.of("batchnorm")
                    .inputs(input, mean, variance, gamma, beta)
                    .outputs(part(binding.output()))
                    .ints(1, 1, 1)
                    .floats(layer.epsilon())
                    .build();
        }

        void forward() {
            computeMean.run();
            computeVariance.run();
            normalise.run();
            double samples = binding.batch() * (double) binding.inputShape(0).area();
            double unbiased = samples > 1 ? samples / (samples - 1) : 1;
            move(BatchNorm.MOVING_MEAN, mean, 1);
            move(BatchNorm.MOVING_VARIANCE, variance, unbiased);
        }

        private void move(String name, INDArray batch, double factor) {
            INDArray moving = binding.parameter(name);
            moving.muli(layer.momentum()).addi(batch.mul(factor * (1 - layer.momentum())));
        }

        void backward() {
            if (differentiate == null) {
                long channels = gamma.length();
                outputGradient = binding.allocate(part(binding.outputGradient()).shape());
                differentiate = NativeOp.of("batchnorm_bp")
                        .inputs(part(binding.input(0)), mean, variance, gamma, beta, outputGradient)
                        .outputs(
                                binding.wantsInputGradient(0)
                                        ? part(binding.inputGradient(0))
                                        : part(binding.allocate(
                                                binding.inputShape(0).dimensions(binding.batch()))),
                                binding.allocate(channels),
                                binding.allocate(channels),
                                gammaGradient,
                                betaGradient)
                        .ints(1, 1, 1)
                        .floats(layer.epsilon())
                        .build();
            }
            outputGradient.assign(part(binding.outputGradient())); // the input's gradient may overwrite it
            differentiate.run();
        }

        private INDArray part(INDArray stacked) {
            int batch = binding.batch();
            return copies.length == 1
                    ? stacked
                    : stacked.get(NDArrayIndex.interval((long) index * batch, (index + 1L) * batch));
        }
    }
}
