package io.github.spectcad.nn.backbone;

/** EfficientNet-B0: width 1.0, depth 1.0. */
public final class EfficientNetB0 extends EfficientNet {
    /** For the service loader. */
    public EfficientNetB0() {
        super("b0", 1.0, 1.0);
    }
}
