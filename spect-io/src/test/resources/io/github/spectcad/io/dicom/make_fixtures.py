"""Makes the DICOM files beside it with DCMTK (dump2dcm, dcmconv, dcmcrle, dcmcjpeg) and writes the stored values that
were put in to expected.csv. Run in an empty folder: python3 make_fixtures.py; needs DCMTK 3.6.7 and numpy."""
import os
import subprocess
import zipfile

import numpy as np

ROWS, COLUMNS = 5, 7
rng = np.random.default_rng(20261127)
expected = []


def run(*command):
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def base(name, values, photometric, allocated, stored, high, signed, planar=None, extra="", raw=None):
    """values: [frame, row, column, sample] of stored values."""
    frames, rows, columns, samples = values.shape
    dtype = {8: "u1", 16: "<u2", 32: "<u4"}[allocated]
    words = (values.astype(np.int64) & ((1 << stored) - 1)) << (high + 1 - stored)
    if planar == 1:
        words = words.transpose(0, 3, 1, 2)
    data = words.astype(dtype).tobytes() if raw is None else raw
    with open("pixels.raw", "wb") as f:
        f.write(data + b"\0" * (len(data) % 2))
    with open("dump.txt", "w") as f:
        f.write(f"""(0008,0016) UI 1.2.840.10008.5.1.4.1.1.20
(0008,0018) UI 1.2.3.4.{len(expected) + 1}
(0008,0060) CS NM
(0020,000d) UI 1.2.3.1
(0020,000e) UI 1.2.3.2
(0028,0002) US {samples}
(0028,0004) CS {photometric}
""" + (f"(0028,0006) US {planar}\n" if planar is not None else "") + f"""(0028,0008) IS {frames}
(0028,0010) US {rows}
(0028,0011) US {columns}
(0028,0100) US {allocated}
(0028,0101) US {stored}
(0028,0102) US {high}
(0028,0103) US {int(signed)}
{extra}(7fe0,0010) {"OB" if allocated == 8 else "OW"} =pixels.raw
""")
    run("dump2dcm", "+te", "dump.txt", name + ".dcm")
    return expect(name, values)


def expect(name, values):
    frames, rows, columns, samples = values.shape
    cells = " ".join(str(v) for v in values.reshape(-1))
    expected.append(f"{name}.dcm,stored,{frames},{rows},{columns},{samples},{cells}")
    return name


def colours(name):
    """The colours of the first frame as DCMTK decodes them."""
    run("dcmj2pnm", "+op", name + ".dcm", "colours.ppm")
    with open("colours.ppm", "rb") as f:
        header = [f.readline() for _ in range(3)]
        assert header[0] == b"P6\n" and header[2] == b"255\n", header
        columns, rows = map(int, header[1].split())
        cells = " ".join(str(v) for v in f.read())
    os.remove("colours.ppm")
    expected.append(f"{name}.dcm,rgb,1,{rows},{columns},3,{cells}")


def convert(source, suffix, values, *command):
    name = source + suffix
    run(*command, source + ".dcm", name + ".dcm")
    expect(name, values)


def integers(stored, signed, frames, samples):
    low = -(1 << (stored - 1)) if signed else 0
    return rng.integers(low, low + (1 << stored), (frames, ROWS, COLUMNS, samples), dtype=np.int64)


def syntaxes(name, values, rle=True):
    convert(name, "-implicit", values, "dcmconv", "+ti")
    convert(name, "-big", values, "dcmconv", "+tb")
    convert(name, "-deflated", values, "dcmconv", "+td")
    if rle:
        convert(name, "-rle", values, "dcmcrle")


for photometric in ("MONOCHROME1", "MONOCHROME2"):
    for allocated, stored, high, signed, frames in ((8, 8, 7, False, 1), (8, 6, 5, False, 3), (8, 8, 7, True, 1),
                                                    (16, 16, 15, False, 2), (16, 16, 15, True, 2),
                                                    (16, 12, 11, True, 1), (16, 10, 13, False, 1)):
        values = integers(stored, signed, frames, 1)
        name = base(f"{photometric.lower()}-{allocated}-{stored}-{high}-{'s' if signed else 'u'}-{frames}", values,
                    photometric, allocated, stored, high, signed)
        if photometric == "MONOCHROME2":
            syntaxes(name, values)
            if high == stored - 1:
                convert(name, "-lossless", values, "dcmcjpeg", "+e1")
                convert(name, "-lossless6", values, "dcmcjpeg", "+el", "+sv", "6")
values = integers(20, True, 1, 1)
syntaxes(base("monochrome2-32-20-19-s-1", values, "MONOCHROME2", 32, 20, 19, True), values, rle=False)
for planar in (0, 1):
    values = integers(8, False, 2, 3)
    name = base(f"rgb-planar{planar}", values, "RGB", 8, 8, 7, False, planar)
    syntaxes(name, values)
    colours(name)
    values = integers(8, False, 1, 3)
    colours(base(f"ybr-planar{planar}", values, "YBR_FULL", 8, 8, 7, False, planar))
values = integers(8, False, 1, 3)
values = values[:, :, :6]
values[:, :, 1::2, 1:] = values[:, :, 0::2, 1:]
flat = values.reshape(-1, 2, 3)
raw = np.stack([flat[:, 0, 0], flat[:, 1, 0], flat[:, 0, 1], flat[:, 0, 2]], 1).astype("u1").tobytes()
colours(base("ybr-422", values, "YBR_FULL_422", 8, 8, 7, False, 0, raw=raw))
values = integers(8, False, 1, 1)
lut = "\\".join(f"{v:04x}" for v in range(0, 65536, 256))
colours(base("palette-16", values, "PALETTE\\ COLOR".replace("\\", ""), 8, 8, 7, False, extra="".join(
    f"(0028,110{c}) US 256\\0\\16\n" for c in (1, 2, 3)) + "".join(f"(0028,120{c}) OW {lut}\n" for c in (1, 2, 3))))
y, x = np.mgrid[0:16, 0:24]
smooth = np.stack([x * 10, y * 15, 255 - x * 5 - y * 8], 2)[None].astype(np.int64)
name = base("smooth", smooth, "RGB", 8, 8, 7, False, 0)
for suffix, option in (("-baseline", "+un"), ("-baseline-rgb", "+cr")):
    run("dcmcjpeg", "+eb", option, name + ".dcm", name + suffix + ".dcm")
    colours(name + suffix)
os.remove("pixels.raw")
os.remove("dump.txt")
with zipfile.ZipFile("encodings.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name in sorted({line.split(",")[0] for line in expected}):
        archive.write(name)
        os.remove(name)
with open("expected.csv", "w") as f:
    f.write("file,kind,frames,rows,columns,samples,values\n" + "\n".join(sorted(expected)) + "\n")
