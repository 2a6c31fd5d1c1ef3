"""Writes the weight files of KerasWeightsTest beside this script in the layout of Keras 2.

    apt-get install python3-h5py
    python3 keras_files.py
"""

import os

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def ramp(*shape):
    """0, 1, 2, ... in Keras' order of the values."""
    return np.arange(np.prod(shape), dtype=np.float32).reshape(shape)


def conv(inputs, outputs, size=3, bias=True):
    return [("kernel", ramp(size, size, inputs, outputs))] + ([("bias", ramp(outputs))] if bias else [])


def norm(channels, scale=True):
    names = (["gamma"] if scale else []) + ["beta", "moving_mean", "moving_variance"]
    return [(name, ramp(channels) + 10 * (i + 1)) for i, name in enumerate(names)]


def network(channels=2, first=0, separator="_"):
    """conv, BN, ReLU, depthwise conv, two convolutions that Keras numbered with BN without scale, flatten, dense."""
    number = lambda kind, i: kind if first + i == 0 else f"{kind}_{first + i}"
    return [
        ("input_1", []),
        (f"stem{separator}conv", conv(channels, 4)),
        (f"stem{separator}bn", norm(4)),
        ("stem_relu", []),
        ("dwconv", [("depthwise_kernel", ramp(3, 3, 4, 1))]),
        # Keras lists layers by depth, not by number
        (number("conv2d", 1), [("kernel", ramp(1, 1, 3, 2) + 100)]),
        (number("conv2d", 0), [("kernel", ramp(1, 1, 4, 3))]),
        (number("batch_normalization", 1), norm(2, scale=False)),
        (number("batch_normalization", 0), norm(3, scale=False)),
    ]


TOP = [("flatten", []), ("fc", [("kernel", ramp(8, 3)), ("bias", ramp(3))])]
OTHER_TOP = [("predictions", [("kernel", ramp(5, 1000)[:, :2]), ("bias", ramp(2))])]


def attribute(group, name, values, chunks=1):
    values = [v.encode("utf8") for v in values]
    if chunks == 1:
        group.attrs[name] = values if values else np.zeros(0)
    else:
        for i, part in enumerate(np.array_split(np.asarray(values), chunks)):
            group.attrs[f"{name}{i}"] = part


def fill(root, layers, chunks=1, weight_name=lambda layer, w: f"{layer}/{w}:0"):
    attribute(root, "layer_names", [name for name, _ in layers], chunks)
    root.attrs["backend"] = b"tensorflow"
    root.attrs["keras_version"] = b"2.4.0"
    for name, weights in layers:
        group = root.create_group(name)
        names = [weight_name(name, w) for w, _ in weights]
        attribute(group, "weight_names", names)
        for weight, (_, values) in zip(names, weights):
            group.create_dataset(weight, data=values)


def write(name, layers, **options):
    with h5py.File(os.path.join(HERE, name), "w") as file:
        fill(file, layers, **options)


write("two_channels.h5", network() + TOP)
write("without_top.h5", network())
write("three_channels.h5", network(channels=3) + OTHER_TOP)
write("later_session.h5", network(first=94))
write("slashes.h5", network(separator="/"))
write("split_names.h5", network(), chunks=3)
write("keras1_names.h5", network()[:2], weight_name=lambda layer, w: {"kernel": f"{layer}_W:0", "bias": f"{layer}_b:0"}[w])
write("doubles.h5", [(n, [(w, v.astype(np.float64)) for w, v in ws]) for n, ws in network()])
write("integers.h5", [(n, [(w, v.astype(np.int32)) for w, v in ws]) for n, ws in network()])
write("not_finite.h5", [(n, [(w, v * np.nan) for w, v in ws]) for n, ws in network()])
write("foreign.h5", [("other_conv", conv(3, 8)), ("stem_conv", conv(2, 5))])
with h5py.File(os.path.join(HERE, "whole_model.h5"), "w") as file:
    file.attrs["model_config"] = b"{}"
    fill(file.create_group("model_weights"), network() + TOP)
    file.create_group("optimizer_weights")
with h5py.File(os.path.join(HERE, "nested_model.h5"), "w") as file:
    inner = [(f"{layer}/{w}", values) for layer, weights in network() for w, values in weights]
    fill(file, [("backbone", inner)] + TOP, weight_name=lambda layer, w: f"{w}:0" if "/" in w else f"{layer}/{w}:0")
with h5py.File(os.path.join(HERE, "no_keras.h5"), "w") as file:
    file.create_dataset("data", data=ramp(3))
