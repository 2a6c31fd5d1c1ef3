package io.github.spectcad.nn.layer;

/** A layer tied to the arrays of one execution plan. Used by one thread at a time. */
public interface BoundLayer {
    /** Computes {@link Binding#output()} from the inputs and parameters. */
    void forward();

    /**
     * Computes, from {@link Binding#outputGradient()}, the gradient of every parameter and of every input whose
     * gradient is wanted, overwriting what is there. Called after {@link #forward()}, and only if a gradient is wanted.
     */
    void backward();
}
