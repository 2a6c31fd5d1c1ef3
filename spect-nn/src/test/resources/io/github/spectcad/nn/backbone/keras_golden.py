"""Writes the golden files NAME.csv beside this script with Keras Applications itself.

    pip install tensorflow-cpu==2.21.0
    python keras_golden.py [NAME ...]

Each network (without top, 2 channels) gets a head of Flatten and Dense(3) and parameters from a formula of name and index
that the Java test repeats, so that no weights need to be stored. All is computed in double precision. Rows:

    logits,PIXELS,l1,l2,l3             inference, one sample
    saliency,PIXELS,norm,projection    gradient of the first logit with respect to the sample, inference
    loss,PIXELS,loss                   training, two samples, labels 1,0,1 and 0,1,1: mean binary cross-entropy
    gradient,LAYER/PARAMETER,norm,projection    of that loss
    moving,LAYER/PARAMETER,norm,projection      running statistics after the forward pass

A projection is the sum of the values times the formula's values for the name with "probe:" before it, index in Keras'
order of the values (height, width, input, output). Drop connect is on in training but keeps every sample, so that it only
divides by 1 - rate. Batch norm statistics are those of Keras 3 (biased variance).
"""

import os
import sys
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf
from keras.src.applications import efficientnet

NETWORKS = {
    "densenet121": keras.applications.DenseNet121,
    "densenet169": keras.applications.DenseNet169,
    "densenet201": keras.applications.DenseNet201,
    "efficientnet-b0": keras.applications.EfficientNetB0,
    "efficientnet-b3": keras.applications.EfficientNetB3,
    "inception-resnet-v2": keras.applications.InceptionResNetV2,
    "inception-v3": keras.applications.InceptionV3,
    "resnet50-v2": keras.applications.ResNet50V2,
    "resnet101-v2": keras.applications.ResNet101V2,
    "resnet152-v2": keras.applications.ResNet152V2,
    "vgg19": keras.applications.VGG19,
}
LABELS = [[1, 0, 1], [0, 1, 1]]


class KeepAll(keras.layers.Layer):
    """Stands in for drop connect: keeps every sample."""

    def __init__(self, rate, noise_shape, name):
        super().__init__(name=name)
        assert noise_shape == (None, 1, 1, 1)
        self.rate = rate

    def call(self, x, training=False):
        return x / (1 - self.rate) if training else x


class Layers:
    """keras.layers as EfficientNet sees it."""

    Dropout = KeepAll

    def __getattr__(self, name):
        return getattr(keras.layers, name)


efficientnet.layers = Layers()


def uniform(name, size):
    """Numbers in [-1, 1): SplitMix64's finaliser of a counter that starts at the name's CRC-32."""
    with np.errstate(over="ignore"):
        z = np.uint64(zlib.crc32(name.encode()) << 32) + np.arange(size, dtype=np.uint64) * np.uint64(
            0x9E3779B97F4A7C15
        )
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1


def parameter(name, shape):
    u = uniform(name, int(np.prod(shape))).reshape(shape)
    kind = name.rsplit("/", 1)[1]
    if kind == "kernel":
        if len(shape) == 4 and shape[3] == 1 and "dwconv" in name:
            fan_in = shape[0] * shape[1]
        else:
            fan_in = np.prod(shape[:-1])
        gain = 3 if name.startswith("head/") else 0.5 if name.endswith("_3_conv/kernel") else 6
        return u * np.sqrt(gain / fan_in)
    if kind == "gamma":
        return 1 + 0.3 * u
    if kind == "moving_variance":
        return 1 + 0.5 * u
    return 0.2 * u  # bias, beta, moving_mean


def sample(pixels, channels, count):
    u = uniform("input", count * pixels * pixels * channels).astype(np.float32)
    return ((u.reshape(count, pixels, pixels, channels) + 1) / 2).astype(np.float64)


def own_name(layer, weight):
    return layer.name + "/" + weight.name.split("/")[-1].replace(":0", "")


def build(create, pixels):
    keras.backend.clear_session()
    body = create(weights=None, include_top=False, input_shape=(pixels, pixels, 2))
    x = keras.layers.Flatten()(body.output)
    model = keras.Model(body.input, keras.layers.Dense(3, name="head")(x))
    weights = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Rescaling):
            layer.scale = 1.0  # images are in [0, 1] already
        elif isinstance(layer, keras.layers.Normalization):
            continue  # mean 0 and variance 1
        else:
            weights += [(own_name(layer, w), w) for w in layer.weights]
    for name, w in weights:
        w.assign(parameter(name, tuple(w.shape)).astype(np.float32))  # as the network holds them
    return model, weights


def write(network):
    small, odd, train = (75, 90, 107) if network.startswith("inception") else (48, 61, 96)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), network + ".csv")
    with open(path, "w") as out:

        def row(*cells):
            out.write(",".join(repr(float(c)) if isinstance(c, (float, np.floating)) else str(c) for c in cells) + "\n")

        def summary(kind, name, values):
            values = np.asarray(values).ravel()
            row(kind, name, np.linalg.norm(values), np.dot(values, uniform("probe:" + str(name), values.size)))

        for pixels in (small, odd):
            model, weights = build(NETWORKS[network], pixels)
            x = tf.constant(sample(pixels, 2, 1))
            with tf.GradientTape() as tape:
                tape.watch(x)
                logits = model(x, training=False)
                first = logits[0, 0]
            row("logits", pixels, *logits.numpy()[0])
            summary("saliency", pixels, tape.gradient(first, x).numpy())
        model, weights = build(NETWORKS[network], train)
        x = tf.constant(sample(train, 2, 2))
        trainable = {id(w) for w in model.trainable_weights}
        differentiated = [(n, w) for n, w in weights if id(w) in trainable]
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.constant(LABELS, tf.float64), logits))
        gradients = tape.gradient(loss, [w.value for _, w in differentiated])
        row("loss", train, loss.numpy())
        for (name, _), g in zip(differentiated, gradients):
            summary("gradient", name, g.numpy())
        for name, w in weights:
            if id(w) not in trainable:
                summary("moving", name, w.numpy())
    print("wrote", path)


if __name__ == "__main__":
    keras.config.set_floatx("float64")
    for network in sys.argv[1:] or NETWORKS:
        write(network)
