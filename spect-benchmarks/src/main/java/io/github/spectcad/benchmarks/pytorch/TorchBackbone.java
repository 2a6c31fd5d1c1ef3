package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;
import java.util.Arrays;

/** The networks there are in PyTorch, without top, as in Keras Applications; cnn1 as in this library. */
public enum TorchBackbone {
    CNN1("cnn1") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return Chains.cnn1(net, images);
        }
    },
    RESNET50_V2("resnet50-v2") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return ResNetV2.write(net, images, 3, 4, 6, 3);
        }
    },
    RESNET152_V2("resnet152-v2") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return ResNetV2.write(net, images, 3, 8, 36, 3);
        }
    },
    DENSENET121("densenet121") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return DenseNet.write(net, images, 6, 12, 24, 16);
        }
    },
    DENSENET201("densenet201") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return DenseNet.write(net, images, 6, 12, 48, 32);
        }
    },
    EFFICIENTNET_B0("efficientnet-b0") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return EfficientNetB0.write(net, images);
        }
    },
    VGG19("vgg19") {
        @Override
        Value write(ScriptWriter net, Value images) {
            return Chains.vgg19(net, images);
        }
    };

    private final String id;

    TorchBackbone(String id) {
        this.id = id;
    }

    /** {@return the id this library's network has} */
    public String id() {
        return id;
    }

    /**
     * Finds a network.
     *
     * @param id as in this library
     * @return the network
     */
    public static TorchBackbone of(String id) {
        return Arrays.stream(values())
                .filter(b -> b.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no network \"" + id + "\" in PyTorch: there are "
                        + Arrays.stream(values()).map(TorchBackbone::id).toList()));
    }

    abstract Value write(ScriptWriter net, Value images);
}
