package io.github.spectcad.nn.kernel;

/** What can be applied to each value of an output. */
public enum Activation {
    /** Nothing. */
    NONE {
        @Override
        public void apply(float[] values, int count, float[] scratch) {}
    },
    /** {@code max(x, 0)}. */
    RELU {
        @Override
        public void apply(float[] values, int count, float[] scratch) {
            for (int i = 0; i < count; i++) {
                values[i] = Math.max(values[i], 0f);
            }
        }
    },
    /** {@code x * sigmoid(x)}. */
    SWISH {
        @Override
        public void apply(float[] values, int count, float[] scratch) {
            Logistic.swish(values, scratch, count);
        }
    };

    /**
     * Applies it to the first values.
     *
     * @param values the values, overwritten
     * @param count how many
     * @param scratch room for as many
     */
    public abstract void apply(float[] values, int count, float[] scratch);
}
