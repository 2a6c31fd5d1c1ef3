package io.github.spectcad.nn.backbone;

/** DenseNet-169: dense blocks of 6, 12, 32, 32 layers. */
public final class DenseNet169 extends DenseNet {
    /** For the service loader. */
    public DenseNet169() {
        super(169, 6, 12, 32, 32);
    }
}
