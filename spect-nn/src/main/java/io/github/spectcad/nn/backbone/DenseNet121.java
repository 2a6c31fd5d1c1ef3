package io.github.spectcad.nn.backbone;

/** DenseNet-121: dense blocks of 6, 12, 24, 16 layers. */
public final class DenseNet121 extends DenseNet {
    /** For the service loader. */
    public DenseNet121() {
        super(121, 6, 12, 24, 16);
    }
}
