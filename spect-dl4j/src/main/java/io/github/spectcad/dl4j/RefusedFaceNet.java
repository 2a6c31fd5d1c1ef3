package io.github.spectcad.dl4j;

/** FaceNetNN4Small2 of deeplearning4j-zoo. */
public final class RefusedFaceNet extends RefusedArchitecture {
    /** For the service loader. */
    public RefusedFaceNet() {
        super(
                "dl4j:facenet-nn4-small2",
                "FaceNetNN4Small2 normalises local responses (LocalResponseNormalization), a layer this library does not have");
    }
}
