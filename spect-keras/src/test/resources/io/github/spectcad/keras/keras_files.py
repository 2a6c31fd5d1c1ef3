"""Writes the weight files of the tests beside this script in the layouts of Keras 1 to 3.

    apt-get install python3-h5py
    python3 keras_files.py
"""

import io
import json
import os
import zipfile
import zlib

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


# What h5repack, other versions of Keras and other precisions make of it
def options(name, layers, **creation):
    with h5py.File(os.path.join(HERE, name), "w") as file:
        attribute(file, "layer_names", [layer for layer, _ in layers])
        for layer, weights in layers:
            group = file.create_group(layer)
            attribute(group, "weight_names", [f"{layer}/{w}:0" for w, _ in weights])
            for w, values in weights:
                kind = creation.get("dtype", values.dtype)
                chunked = dict(creation, chunks=tuple(min(3, n) for n in values.shape)) if creation else {}
                group.create_dataset(f"{layer}/{w}:0", data=values.astype(kind), **dict(chunked, dtype=kind))


options("gzip_shuffle.h5", network() + TOP, compression="gzip", shuffle=True)
options("gzip_fletcher.h5", network() + TOP, compression="gzip", fletcher32=True)
options("lzf.h5", network() + TOP, compression="lzf")
options("halves.h5", network() + TOP, dtype=np.float16)
options("scaleoffset.h5", network() + TOP, scaleoffset=2)


def bfloat16(values):
    """All values of the test are small integers, which bfloat16 holds up to 256."""
    return (np.asarray(values, np.float32).view(np.uint32) >> 16).astype(np.uint16).view("V2")


write("bfloat16.h5", [(n, [(w, bfloat16(v)) for w, v in ws]) for n, ws in network() + TOP])
write("utf8_names.h5", [(n.replace("dwconv", "dwconv_größe"), ws) for n, ws in network() + TOP])
write("one_channel.h5", network(channels=1))
write("full_paths.h5", [("sequential", [(f"{n}/{w}", v) for n, ws in network() for w, v in ws])] + TOP,
      weight_name=lambda layer, w: f"sequential/{w}" if layer == "sequential" else f"{layer}/{w}")
write("suffixes.h5", [("backbone", [(f"{n}_1/{w}" if n.startswith(("stem", "dw")) else f"{n}/{w}", v)
                                    for n, ws in network() for w, v in ws])] + TOP,
      weight_name=lambda layer, w: f"{w}:0" if layer == "backbone" else f"{layer}/{w}:0")
write("two_copies.h5", [(tower, [(f"{tower}/{n}/{w}", v) for n, ws in network() for w, v in ws]) for tower in "ab"],
      weight_name=lambda layer, w: w)

CLASSES = {"stem_conv": "conv2d", "conv2d": "conv2d", "conv2d_1": "conv2d", "dwconv": "depthwise_conv2d", "fc": "dense",
           "stem_bn": "batch_normalization", "batch_normalization": "batch_normalization", "flatten": "flatten",
           "batch_normalization_1": "batch_normalization", "stem_relu": "re_lu", "input_1": "input_layer"}
CLASS_NAMES = {"conv2d": "Conv2D", "depthwise_conv2d": "DepthwiseConv2D", "batch_normalization": "BatchNormalization",
               "re_lu": "ReLU", "input_layer": "InputLayer", "flatten": "Flatten", "dense": "Dense"}
# the order of the model's layers, by which Keras 3 counts
ORDER = ["input_1", "stem_conv", "stem_bn", "stem_relu", "dwconv", "conv2d", "batch_normalization", "conv2d_1",
         "batch_normalization_1", "flatten", "fc"]


def keras3(file, layers, names=None):
    """The layout of keras.src.saving.saving_lib; names: of which group Keras' name is an attribute."""
    counts = {}
    file.create_group("vars")
    for name, weights in layers:
        kind = CLASSES[name]
        counts[kind] = counts.get(kind, -1) + 1
        group = file.create_group(f"layers/{kind}" + (f"_{counts[kind]}" if counts[kind] else ""))
        values = group.create_group("vars")
        if names:
            {"layer": group, "vars": values}[names].attrs["name"] = name
        for i, (_, value) in enumerate(weights):
            values.create_dataset(str(i), data=value)


def ordered(layers):
    return [(name, dict(layers)[name]) for name in ORDER if name in dict(layers)]


def archive(name, config, weights):
    with zipfile.ZipFile(os.path.join(HERE, name), "w") as file:
        for entry, data in [("metadata.json", b'{"keras_version": "3.3.3"}'), ("config.json", config),
                            ("model.weights.h5", weights)]:
            if data is not None:
                file.writestr(zipfile.ZipInfo(entry), data)


def in_memory(fill_file):
    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        fill_file(file)
    return data.getvalue()


for kind in ["layer", "vars", None]:
    with h5py.File(os.path.join(HERE, f"keras3_{kind or 'unnamed'}.weights.h5"), "w") as file:
        keras3(file, ordered(network() + TOP), kind)
CONFIG = json.dumps({"class_name": "Functional", "config": {"name": "model", "layers": [
    {"class_name": CLASS_NAMES[CLASSES[name]], "config": {"name": name}} for name in ORDER]}}).encode()
archive("keras3.keras", CONFIG, in_memory(lambda file: keras3(file, ordered(network() + TOP))))
NESTED = json.dumps({"class_name": "Functional", "config": {"layers": [
    {"class_name": "InputLayer", "config": {"name": "input"}},
    {"class_name": "Sequential", "config": {"name": "body", "layers": [
        {"class_name": CLASS_NAMES[CLASSES[name]], "config": {"name": name}} for name in ORDER[1:-2]]}},
    {"class_name": "Flatten", "config": {"name": "flatten"}}, {"class_name": "Dense", "config": {"name": "fc"}}]}}).encode()


def nested(file):
    keras3(file.create_group("layers/sequential"), ordered(network())[1:])
    keras3(file, TOP)


archive("keras3_nested.keras", NESTED, in_memory(nested))

# Hostile files
archive("no_weights.keras", CONFIG, None)
with zipfile.ZipFile(os.path.join(HERE, "bomb.keras"), "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr(zipfile.ZipInfo("config.json"), b"{}")
    bomb = zipfile.ZipInfo("model.weights.h5")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    file.writestr(bomb, bytes(30_000_000))
archive("deep.keras", b'{"config":{"layers":[' * 2000 + b"]}}" * 2000, in_memory(lambda file: keras3(file, TOP)))
with h5py.File(os.path.join(HERE, "bomb.h5"), "w") as file:
    attribute(file, "layer_names", ["stem_conv"])
    group = file.create_group("stem_conv")
    attribute(group, "weight_names", ["kernel", "bias"])
    kernel = group.create_dataset("kernel", (3, 3, 2, 4), np.float32, chunks=(3, 3, 2, 4), compression="gzip")
    kernel.id.write_direct_chunk((0, 0, 0, 0), zlib.compress(bytes(30_000_000), 9))
    group["bias"] = ramp(4)
with h5py.File(os.path.join(HERE, "circle.weights.h5"), "w") as file:
    inner = file.create_group("layers/dense")
    inner.create_group("vars").create_dataset("0", data=ramp(3))
    inner["layers"] = file["layers"]
for kind, link in {"soft": h5py.SoftLink("/layers/dense"), "external": h5py.ExternalLink("two_channels.h5", "/")}.items():
    with h5py.File(os.path.join(HERE, f"{kind}_link.weights.h5"), "w") as file:
        file.create_group("layers")["dense"] = link
