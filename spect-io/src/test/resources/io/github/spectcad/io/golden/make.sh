#!/bin/sh
# Writes the golden pictures with tools from outside: ImageMagick 6.9.11 (convert) and libtiff 4.5 (tiffcp).
# The source is a formula that GoldenImagesTest repeats: a 24 x 24 square, value (7919 * row + 104729 * column) % 65536
# for 16 bits, the same / 256 for 8 bits, / 65536 * 37.5 for floating point.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$work" <<'P'
import struct, sys, os
n, work = 24, sys.argv[1]
v = [(7919 * r + 104729 * c) % 65536 for r in range(n) for c in range(n)]
with open(os.path.join(work, "g16.pgm"), "wb") as f:
    f.write(b"P5\n24 24\n65535\n" + struct.pack(">576H", *v))
with open(os.path.join(work, "g8.pgm"), "wb") as f:
    f.write(b"P5\n24 24\n255\n" + bytes(x // 256 for x in v))
def tiff(path, bits, fmt, sample_format, data, order="<"):
    entries = [(256, 3, 1, n), (257, 3, 1, n), (258, 3, 1, bits), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
               (277, 3, 1, 1), (278, 3, 1, n), (279, 4, 1, len(data)), (339, 3, 1, sample_format)]
    out = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8 + len(data)) + data
    out += struct.pack(order + "H", len(entries))
    for tag, typ, count, value in entries:
        out += struct.pack(order + "HHI", tag, typ, count)
        out += struct.pack(order + ("HH" if typ == 3 else "I"), *((value, 0) if typ == 3 else (value,)))
    open(path, "wb").write(out + struct.pack(order + "I", 0))
tiff(os.path.join(work, "f32.tif"), 32, "f", 3, struct.pack("<576f", *[x / 65536 * 37.5 for x in v]))
tiff("f32-big-endian.tif", 32, "f", 3, struct.pack(">576f", *[x / 65536 * 37.5 for x in v]), ">")
tiff("f64.tif", 64, "d", 3, struct.pack("<576d", *[x / 65536 * 37.5 for x in v]))
tiff("u32.tif", 32, "I", 1, struct.pack("<576I", *[x * 65537 for x in v]))
tiff("s16.tif", 16, "h", 2, struct.pack("<576h", *[x // 2 for x in v]))
P
convert "$work/g8.pgm" -strip png-8.png
convert "$work/g8.pgm" -strip -interlace PNG png-8-interlaced.png
convert "$work/g8.pgm" -strip -define png:color-type=2 png-rgb.png
convert "$work/g8.pgm" -set gamma 0.45455 -define png:include-chunk=gama,iccp png-8-gamma.png
convert "$work/g16.pgm" -strip -depth 16 -define png:bit-depth=16 png-16.png
convert "$work/g16.pgm" -strip -depth 16 -define png:color-type=2 -define png:bit-depth=16 png-rgb-16.png
convert "$work/g8.pgm" -strip bmp-8.bmp
convert "$work/g8.pgm" -strip -type TrueColor bmp-24.bmp
convert "$work/g8.pgm" -compress None "$work/g8.tif"
convert "$work/g16.pgm" -depth 16 -compress None "$work/g16.tif"
for c in none lzw zip packbits lzw:2 zip:2; do
  name=$(echo "$c" | tr -d :)
  tiffcp -c "$c" "$work/g8.tif" "tiff-8-$name.tif"
  [ "$c" = packbits ] || tiffcp -c "$c" "$work/g16.tif" "tiff-16-$name.tif"
done
tiffcp -B -c lzw "$work/g16.tif" tiff-16-big-endian.tif
tiffcp -8 -c zip "$work/g16.tif" tiff-16-bigtiff.tif
tiffcp -t -w 16 -l 16 -c zip "$work/g16.tif" tiff-16-tiled.tif
tiffcp -c lzw "$work/f32.tif" f32-lzw.tif
tiffcp -c zip "$work/f32.tif" f32-zip.tif
tiffcp -c zip:3 "$work/f32.tif" f32-zip3.tif
convert "$work/g8.pgm" -define quantum:polarity=min-is-white -compress None tiff-8-white-is-zero.tif
# lossy: what ImageMagick decodes is kept beside
convert "$work/g8.pgm" -strip -type Palette -define png:color-type=3 png-palette.png
convert png-palette.png png-palette.pgm
convert "$work/g8.pgm" -strip -quality 90 jpeg-grey.jpg
convert jpeg-grey.jpg jpeg-grey.pgm
convert "$work/g8.pgm" -strip -quality 90 -interlace JPEG jpeg-progressive.jpg
convert jpeg-progressive.jpg jpeg-progressive.pgm
for bits in 1 2 4; do
    python3 -c "
bits = $bits
print('P2\n24 24\n%d' % ((1 << bits) - 1))
print(*[(7919 * r + 104729 * c) % 65536 >> 16 - bits for r in range(24) for c in range(24)])" >"$work/g$bits.pgm"
    convert "$work/g$bits.pgm" -colorspace Gray -type Grayscale -depth $bits -define tiff:photometric=min-is-black \
        -compress none tiff-$bits.tif
done
