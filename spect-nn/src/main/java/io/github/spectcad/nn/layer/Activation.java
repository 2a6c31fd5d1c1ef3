package io.github.spectcad.nn.layer;

/** What a layer of a frozen network applies to each value of its output. */
public enum Activation {
    /** Nothing. */
    NONE {
        @Override
        void apply(float[] values, int count, float[] scratch) {}
    },
    /** {@code max(x, 0)}. */
    RELU {
        @Override
        void apply(float[] values, int count, float[] scratch) {
            for (int i = 0; i < count; i++) {
                values[i] = Math.max(values[i], 0f);
            }
        }
    },
    /** {@code x * sigmoid(x)}. */
    SWISH {
        @Override
        void apply(float[] values, int count, float[] scratch) {
            SigmoidLoops.swish(values, scratch, count);
        }
    };

    /** Applies it to the first values; the scratch array has room for as many. */
    abstract void apply(float[] values, int count, float[] scratch);
}
