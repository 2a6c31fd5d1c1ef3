package io.github.spectcad.nn.backbone;

/** EfficientNet-B3: width 1.2, depth 1.4. */
public final class EfficientNetB3 extends EfficientNet {
    /** For the service loader. */
    public EfficientNetB3() {
        super("b3", 1.2, 1.4);
    }
}
