package io.github.spectcad.dl4j;

/** AlexNet of deeplearning4j-zoo. */
public final class RefusedAlexNet extends RefusedArchitecture {
    /** For the service loader. */
    public RefusedAlexNet() {
        super(
                "dl4j:alexnet",
                "AlexNet normalises local responses (LocalResponseNormalization), a layer this library does not have");
    }
}
