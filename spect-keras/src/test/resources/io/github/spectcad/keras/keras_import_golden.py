"""Writes import.h5 and import.csv beside this script: weights of body and head as Keras 2 saves them, and what they give.

    apt-get install python3-h5py python3-numpy
    python3 keras_import_golden.py

The network is cnn1 with early fusion at 16 pixels and the paper's head with 16 units. It is computed here in double
precision by Keras' definitions (channels last, SAME padding, flattening by rows, columns, channels), with no code of the
library. Rows of import.csv: 8-bit pixels of the rest map, then of the stress map, clinical features, probabilities.
"""

import os

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
PIXELS, UNITS = 16, 16
MEAN = np.array([1.16312, 59.98582, 81.81560, 169.61702])
DEVIATION = np.array([0.369476, 10.564886, 13.931241, 10.859946])
random = np.random.default_rng(7)


def values(*shape):
    """Few different values, so that they compress well."""
    fan_in = np.prod(shape[:-1]) if len(shape) > 1 else 16
    step = 2.0 ** np.round(np.log2(0.7 / np.sqrt(fan_in)) - 2)
    return (random.integers(-8, 9, shape) * step).astype(np.float32)


def conv(x, kernel, bias):
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    out = np.empty(x.shape[:2] + bias.shape)
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            out[row, column] = np.tensordot(padded[row : row + 3, column : column + 3], kernel, 3)
    return out + bias


def pool(x):
    return x.reshape(x.shape[0] // 2, 2, x.shape[1] // 2, 2, -1).max(axis=(1, 3))


weights, channels = [], 2
for i, filters in enumerate([32, 64, 128]):
    weights.append((f"block{i + 1}_conv1", values(3, 3, channels, filters), values(filters)))
    channels = filters
side = PIXELS // 8
weights.append(("dense_3", values(side * side * channels, UNITS), values(UNITS)))
weights.append(("dense_4", values(UNITS, UNITS), values(UNITS)))
weights.append(("dense_5", values(UNITS + 4, 3), values(3)))
names = [name for name, _, _ in weights[:3]] + ["flatten"] + [name for name, _, _ in weights[3:5]] + ["concatenate", "dense_5"]

with h5py.File(os.path.join(HERE, "import.h5"), "w") as file:
    root = file.create_group("model_weights")
    root.attrs["layer_names"] = [name.encode() for name in names]
    for name in names:
        group = root.create_group(name)
        own = [w for w in weights if w[0] == name]
        group.attrs["weight_names"] = [f"{name}/{w}:0".encode() for w in ("kernel", "bias")] if own else np.zeros(0)
        for _, kernel, bias in own:
            group.create_dataset(f"{name}/kernel:0", data=kernel, compression="gzip", compression_opts=9)
            group.create_dataset(f"{name}/bias:0", data=bias)

row, column = np.mgrid[:PIXELS, :PIXELS]
inside = np.hypot(row - 7.5, column - 7.5) <= 7.9


def uptake():
    """A smooth map with a defect."""
    away = np.hypot(row - random.uniform(3, 12), column - random.uniform(3, 12))
    return np.round(225 - random.uniform(60, 150) * np.exp(-away**2 / 12) + random.integers(-12, 13, row.shape)).astype(int)


with open(os.path.join(HERE, "import.csv"), "w") as file:
    for patient in range(4):
        maps = [np.where(inside, uptake(), 0) for _ in range(2)]
        for m in maps:
            m[8, 8] = 255
        clinical = np.array([1 + patient % 2, 45 + 11 * patient, 60.5 + 9 * patient, 158 + 7 * patient])
        x = np.stack(maps, axis=-1) / 255
        for _, kernel, bias in weights[:3]:
            x = pool(np.maximum(conv(x, kernel.astype(float), bias.astype(float)), 0))
        x = x.reshape(-1)
        for _, kernel, bias in weights[3:5]:
            x = np.maximum(x @ kernel.astype(float) + bias, 0)
        x = np.concatenate([x, (clinical - MEAN) / DEVIATION])
        probabilities = 1 / (1 + np.exp(-(x @ weights[5][1].astype(float) + weights[5][2])))
        cells = [*maps[0].ravel(), *maps[1].ravel(), *clinical, *(repr(float(p)) for p in probabilities)]
        file.write(",".join(map(str, cells)) + "\n")
        print(probabilities)
