package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Activation;
import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;

/** Rectified linear unit, {@code max(x, 0)}, derivative 0 at 0. */
public record Relu() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Require.single("ReLU", inputs);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.OUTPUT;
    }

    @Override
    public Sharing sharing() {
        return Sharing.OVERWRITE;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Relu", onnx.input(0)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (Floats.isFloat(binding.output())) {
            return new Loops(binding);
        }
        NativeOp forward = NativeOp.of("relu")
                .inputs(binding.input(0))
                .outputs(binding.output())
                .floats(0)
                .build();
        return BoundLayers.of(
                forward,
                () -> NativeOp.of("relu_bp")
                        .inputs(binding.output(), binding.outputGradient())
                        .outputs(binding.inputGradient(0))
                        .floats(0)
                        .build());
    }

    /** Single precision: the backward pass keeps a gradient's bits where the output's are those of a positive number. */
    private static final class Loops implements BoundLayer {
        private static final int TASK = 1 << 15;

        private final Binding binding;
        private final FloatBuffer input;
        private final FloatBuffer result;
        private IntBuffer output;
        private IntBuffer outputGradient;
        private IntBuffer inputGradient;

        Loops(Binding binding) {
            this.binding = binding;
            input = Floats.of(binding.input(0));
            result = Floats.of(binding.output());
        }

        @Override
        public void forward() {
            int length = input.capacity();
            Parallel.run((length + TASK - 1) / TASK, task -> {
                float[] x = Floats.scratch()[0];
                int end = Math.min(length, (task + 1) * TASK);
                for (int from = task * TASK; from < end; from += Floats.CHUNK) {
                    int count = Math.min(Floats.CHUNK, end - from);
                    input.get(from, x, 0, count);
                    Activation.RELU.apply(x, count, x);
                    result.put(from, x, 0, count);
                }
            });
        }

        @Override
        public void backward() {
            if (output == null) {
                output = Floats.bits(binding.output());
                outputGradient = Floats.bits(binding.outputGradient());
                inputGradient = Floats.bits(binding.inputGradient(0));
            }
            int length = output.capacity();
            Parallel.run((length + TASK - 1) / TASK, task -> {
                int[] y = new int[Floats.CHUNK];
                int[] g = new int[Floats.CHUNK];
                int end = Math.min(length, (task + 1) * TASK);
                for (int from = task * TASK; from < end; from += Floats.CHUNK) {
                    int count = Math.min(Floats.CHUNK, end - from);
                    output.get(from, y, 0, count);
                    outputGradient.get(from, g, 0, count);
                    for (int i = 0; i < count; i++) {
                        g[i] &= (-y[i] & ~y[i]) >> 31; // all ones where y > 0
                    }
                    inputGradient.put(from, g, 0, count);
                }
            });
        }
    }
}
