package io.github.spectcad.nn.backbone;

/** ResNet50V2: stacks of 3, 4, 6, 3 blocks. */
public final class ResNet50V2 extends ResNetV2 {
    /** For the service loader. */
    public ResNet50V2() {
        super(50, 3, 4, 6, 3);
    }
}
