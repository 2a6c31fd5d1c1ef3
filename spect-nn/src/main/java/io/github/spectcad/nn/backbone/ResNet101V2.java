package io.github.spectcad.nn.backbone;

/** ResNet101V2: stacks of 3, 4, 23, 3 blocks. */
public final class ResNet101V2 extends ResNetV2 {
    /** For the service loader. */
    public ResNet101V2() {
        super(101, 3, 4, 23, 3);
    }
}
