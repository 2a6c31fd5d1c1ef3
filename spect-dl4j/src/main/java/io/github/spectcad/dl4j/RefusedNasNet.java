package io.github.spectcad.dl4j;

/** NASNet of deeplearning4j-zoo. */
public final class RefusedNasNet extends RefusedArchitecture {
    /** For the service loader. */
    public RefusedNasNet() {
        super(
                "dl4j:nasnet",
                "deeplearning4j-zoo cannot build its own NASNet: it asks for the shapes of layers before the input is set");
    }
}
