package io.github.spectcad.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The directory of a TIFF 6.0 or BigTIFF file. Checks every field that the decoder will use against the length of the
 * file and hands it a directory of only those, so private fields, profiles, sub-directories and loops are never followed.
 */
final class TiffDirectory {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTE_COUNTS = 325;
    private static final int SAMPLE_FORMAT = 339;
    /** The fields above and FillOrder, PlanarConfiguration, Predictor, ColorMap, ExtraSamples, JPEGTables, YCbCr. */
    private static final Set<Integer> KEPT = Set.of(
            WIDTH,
            HEIGHT,
            BITS_PER_SAMPLE,
            COMPRESSION,
            PHOTOMETRIC,
            266,
            STRIP_OFFSETS,
            SAMPLES_PER_PIXEL,
            ROWS_PER_STRIP,
            STRIP_BYTE_COUNTS,
            284,
            317,
            320,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_BYTE_COUNTS,
            338,
            SAMPLE_FORMAT,
            347,
            529,
            530,
            531,
            532);
    /** None, LZW, JPEG, Deflate (Adobe), PackBits, Deflate. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 5L, 7L, 8L, 32773L, 32946L);

    private static final long JPEG = 7;
    /** White is zero, black is zero, RGB, palette, YCbCr. */
    private static final Set<Long> PHOTOMETRICS = Set.of(0L, 1L, 2L, 3L, 6L);

    private static final long WHITE_IS_ZERO = 0;
    private static final long SIGNED = 2;
    private static final long FLOATING_POINT = 3;
    private static final int MOST_SAMPLES = 5;
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;
    private static final int TYPE_LONG8 = 16;

    private final byte[] file;
    private final ByteBuffer in;
    private final boolean big;
    /** Where the entry of each kept field begins, by field number. */
    private final Map<Integer, Integer> entries = new TreeMap<>();

    private TiffDirectory(byte[] file) throws IOException {
        this.file = file;
        this.in = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.big = in.getShort(2) == 43;
        int at = offset(big ? 8 : 4, big ? 16 : 8);
        require(at, big ? 8 : 2);
        long count = big ? in.getLong(at) : Short.toUnsignedLong(in.getShort(at));
        int entryBytes = big ? 20 : 12;
        int first = at + (big ? 8 : 2);
        if (count < 0 || count > (file.length - first) / entryBytes) {
            throw truncated();
        }
        for (int i = 0; i < count; i++) {
            int entry = first + i * entryBytes;
            int tag = Short.toUnsignedInt(in.getShort(entry));
            if (KEPT.contains(tag) && entries.putIfAbsent(tag, entry) == null) {
                valuesAt(entry);
            }
        }
        int next = first + (int) count * entryBytes;
        require(next, big ? 8 : 4);
        if ((big ? in.getLong(next) : in.getInt(next)) != 0) {
            throw new IOException("the TIFF has more than one page: a polar map is one picture, save its page alone");
        }
    }

    static EncodedImage pixelsOf(byte[] file) throws IOException {
        if (file.length < 16) {
            throw truncated();
        }
        TiffDirectory directory = new TiffDirectory(file);
        int side = EncodedImage.checkedSide(directory.required(WIDTH), directory.required(HEIGHT));
        EncodedImage.Samples samples = directory.samples();
        directory.checkBlocks();
        return new EncodedImage(side, directory.stripped(), samples);
    }

    private EncodedImage.Samples samples() throws IOException {
        long photometric = required(PHOTOMETRIC);
        if (!PHOTOMETRICS.contains(photometric)) {
            throw new IOException("the TIFF has photometric interpretation " + photometric
                    + ": grey, palette, RGB and YCbCr pictures are read");
        }
        if (numbers(SAMPLES_PER_PIXEL, 1)[0] > MOST_SAMPLES) {
            throw new IOException("the TIFF declares " + numbers(SAMPLES_PER_PIXEL, 1)[0] + " samples a pixel: at most "
                    + MOST_SAMPLES + " are read");
        }
        long bits = numbers(BITS_PER_SAMPLE, 1)[0];
        long format = numbers(SAMPLE_FORMAT, 1)[0];
        if (format == FLOATING_POINT) {
            if (photometric == WHITE_IS_ZERO) {
                throw new IOException("the TIFF holds floating-point values where white is zero: save it with black 0");
            }
            return EncodedImage.Samples.FLOATING_POINT;
        }
        if (format == SIGNED) {
            if (bits == 8 || photometric == WHITE_IS_ZERO) {
                throw new IOException("the TIFF holds signed values of " + bits
                        + " bits: save it unsigned, black 0, or as floating point");
            }
            return EncodedImage.Samples.PLAIN;
        }
        return bits == 32 ? EncodedImage.Samples.UNSIGNED_32 : EncodedImage.Samples.PLAIN;
    }

    /** Checks that strips or tiles have a sensible size and lie within the file. */
    private void checkBlocks() throws IOException {
        long compression = numbers(COMPRESSION, 1)[0];
        if (!COMPRESSIONS.contains(compression)) {
            throw new IOException(
                    "the TIFF uses compression " + compression + ": none, PackBits, LZW, Deflate and JPEG are read");
        }
        for (int tag : new int[] {TILE_WIDTH, TILE_HEIGHT}) {
            long size = numbers(tag, 1)[0];
            if (size < 1 || size > PolarMapReader.MAXIMUM_SIDE) {
                throw new IOException("the TIFF declares tiles of " + size + " pixels: 1 to "
                        + PolarMapReader.MAXIMUM_SIDE + " are read");
            }
        }
        boolean tiled = entries.containsKey(TILE_OFFSETS);
        long[] offsets = numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS, 0);
        long[] counts = numbers(tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS, 0);
        if (offsets.length != counts.length) {
            throw new IOException("the TIFF is damaged: " + offsets.length + " offsets and " + counts.length
                    + " byte counts of its pixel data");
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < 8 || counts[i] < 1 || offsets[i] > file.length || counts[i] > file.length - offsets[i]) {
                throw truncated();
            }
            if (compression == JPEG) {
                checkJpegBlock((int) offsets[i], (int) counts[i]);
            }
        }
    }

    /** A JPEG within must not declare more pixels than a picture may have, since its decoder allocates for them. */
    private void checkJpegBlock(int at, int bytes) throws IOException {
        int[] size = JpegSegments.copy(file, at, at + bytes, new ByteArrayOutputStream());
        if (Math.max(size[0], size[1]) > PolarMapReader.MAXIMUM_SIDE) {
            throw new IOException(
                    "the TIFF is damaged: its JPEG data declare " + size[0] + " x " + size[1] + " pixels");
        }
    }

    /** The same file with an own directory, of the kept fields alone, at its end. */
    private byte[] stripped() throws IOException {
        int entryBytes = big ? 20 : 12;
        int at = file.length + (file.length & 1);
        int length = at + (big ? 16 : 6) + entries.size() * entryBytes;
        byte[] copy = Arrays.copyOf(file, length);
        ByteBuffer out = ByteBuffer.wrap(copy).order(in.order());
        if (big) {
            out.putLong(8, at).putLong(at, entries.size());
        } else {
            out.putInt(4, at).putShort(at, (short) entries.size());
        }
        int to = at + (big ? 8 : 2);
        for (int entry : entries.values()) {
            System.arraycopy(file, entry, copy, to, entryBytes);
            to += entryBytes;
        }
        return copy;
    }

    private long required(int tag) throws IOException {
        if (!entries.containsKey(tag)) {
            throw new IOException("the TIFF is damaged: its field " + tag + " is missing");
        }
        return numbers(tag, 0)[0];
    }

    /** The values of a field; where it is absent one default, or none where the default is 0. */
    private long[] numbers(int tag, long absent) throws IOException {
        Integer entry = entries.get(tag);
        if (entry == null) {
            return absent == 0 ? new long[0] : new long[] {absent};
        }
        int type = in.getShort(entry + 2);
        int count = (int) count(entry);
        int at = valuesAt(entry);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case TYPE_SHORT -> Short.toUnsignedLong(in.getShort(at + 2 * i));
                case TYPE_LONG -> Integer.toUnsignedLong(in.getInt(at + 4 * i));
                case TYPE_LONG8 -> in.getLong(at + 8 * i);
                default -> throw new IOException("the TIFF is damaged: field " + tag + " has type " + type);
            };
        }
        return values;
    }

    private long count(int entry) {
        return big ? in.getLong(entry + 4) : Integer.toUnsignedLong(in.getInt(entry + 4));
    }

    /** Where the values of an entry begin, within the file. */
    private int valuesAt(int entry) throws IOException {
        int type = Short.toUnsignedInt(in.getShort(entry + 2));
        long count = count(entry);
        if (type >= TYPE_BYTES.length || TYPE_BYTES[type] == 0 || count < 1 || count > file.length) {
            throw new IOException("the TIFF is damaged: a field of type " + type + " declares "
                    + Long.toUnsignedString(count) + " values");
        }
        long bytes = TYPE_BYTES[type] * count;
        int inline = entry + (big ? 12 : 8);
        if (bytes <= (big ? 8 : 4)) {
            return inline;
        }
        int at = offset(inline, 8);
        if (bytes > file.length - at) {
            throw truncated();
        }
        return at;
    }

    private int offset(int at, int least) throws IOException {
        long offset = big ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
        if (offset < least || offset > file.length) {
            throw truncated();
        }
        return (int) offset;
    }

    private void require(int at, int bytes) throws IOException {
        if (bytes > file.length - at) {
            throw truncated();
        }
    }

    private static IOException truncated() {
        return new IOException("the TIFF is truncated or damaged: it points beyond its end");
    }
}
