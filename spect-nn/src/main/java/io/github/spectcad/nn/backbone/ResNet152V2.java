package io.github.spectcad.nn.backbone;

/** ResNet152V2: stacks of 3, 8, 36, 3 blocks. */
public final class ResNet152V2 extends ResNetV2 {
    /** For the service loader. */
    public ResNet152V2() {
        super(152, 3, 8, 36, 3);
    }
}
