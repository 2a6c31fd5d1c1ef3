package io.github.spectcad.nn.backbone;

/** DenseNet-201: dense blocks of 6, 12, 48, 32 layers. */
public final class DenseNet201 extends DenseNet {
    /** For the service loader. */
    public DenseNet201() {
        super(201, 6, 12, 48, 32);
    }
}
