package io.github.spectcad.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int FILL_ORDER = 266;
    private static final int DESCRIPTION = 270;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTE_COUNTS = 325;
    private static final int COLOUR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    /** What the decoder gets: the fields of this list that the file has, PlanarConfiguration and Predictor among them. */
    private static final Set<Integer> DECODED = Set.of(
            WIDTH,
            HEIGHT,
            BITS_PER_SAMPLE,
            COMPRESSION,
            PHOTOMETRIC,
            STRIP_OFFSETS,
            SAMPLES_PER_PIXEL,
            ROWS_PER_STRIP,
            STRIP_BYTE_COUNTS,
            284,
            317,
            COLOUR_MAP,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_BYTE_COUNTS,
            EXTRA_SAMPLES,
            SAMPLE_FORMAT);
    /** Those this class looks at alone. */
    private static final Set<Integer> EXAMINED = Set.of(FILL_ORDER, DESCRIPTION, Orientation.TIFF_FIELD);

    /** None, LZW, Deflate (Adobe), PackBits, Deflate. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 5L, 8L, 32773L, 32946L);

    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;
    private static final int TYPE_LONG8 = 16;
    private static final Pattern STACK = Pattern.compile("images=(\\d{1,9})");

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
            if ((DECODED.contains(tag) || EXAMINED.contains(tag)) && entries.putIfAbsent(tag, entry) == null) {
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
        TiffSamples samples = directory.samples();
        long width = directory.required(WIDTH);
        long height = directory.required(HEIGHT);
        EncodedImage.checkSize(width, height, samples.bytesPerPixel());
        directory.checkBlocks(samples.bytesPerPixel());
        directory.checkNoStack();
        return new EncodedImage(
                (int) width,
                (int) height,
                Orientation.of(directory.numbers(Orientation.TIFF_FIELD, 1)[0]),
                directory.stripped(),
                samples.reading());
    }

    private TiffSamples samples() throws IOException {
        if (numbers(FILL_ORDER, 1)[0] != 1) {
            throw new IOException("the TIFF stores bits in reverse order (FillOrder 2): save it in the usual order");
        }
        TiffSamples samples = new TiffSamples(
                required(PHOTOMETRIC),
                numbers(SAMPLES_PER_PIXEL, 1)[0],
                numbers(BITS_PER_SAMPLE, 1),
                numbers(SAMPLE_FORMAT, 1),
                numbers(EXTRA_SAMPLES, 0));
        samples.check();
        if (samples.isPalette() && numbers(COLOUR_MAP, 0).length != samples.paletteNumbers()) {
            throw new IOException("the TIFF is damaged: its palette has " + numbers(COLOUR_MAP, 0).length
                    + " numbers instead of " + samples.paletteNumbers());
        }
        return samples;
    }

    /** ImageJ writes a stack as one page whose description says how many pictures follow. */
    private void checkNoStack() throws IOException {
        Integer entry = entries.get(DESCRIPTION);
        if (entry == null) {
            return;
        }
        String text =
                new String(file, valuesAt(entry), (int) Math.min(count(entry), 1000), StandardCharsets.ISO_8859_1);
        Matcher images = STACK.matcher(text);
        if (text.startsWith("ImageJ=") && images.find() && !images.group(1).equals("1")) {
            throw new IOException("the TIFF is an ImageJ stack of " + images.group(1)
                    + " pictures: a polar map is one picture, save its slice alone");
        }
    }

    /** Checks that strips or tiles have a sensible size and lie within the file. */
    private void checkBlocks(int bytesPerPixel) throws IOException {
        long compression = numbers(COMPRESSION, 1)[0];
        if (!COMPRESSIONS.contains(compression)) {
            throw new IOException(
                    "the TIFF uses compression " + compression + ": none, PackBits, LZW and Deflate are read");
        }
        for (int tag : new int[] {TILE_WIDTH, TILE_HEIGHT}) {
            long size = numbers(tag, 1)[0];
            if (size < 1 || size > PolarMapReader.MAXIMUM_SIDE) {
                throw new IOException("the TIFF declares tiles of " + size + " pixels: 1 to "
                        + PolarMapReader.MAXIMUM_SIDE + " are read");
            }
        }
        EncodedImage.checkSize(numbers(TILE_WIDTH, 1)[0], numbers(TILE_HEIGHT, 1)[0], bytesPerPixel);
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
        }
    }

    /** The same file with a directory of the decoded fields alone at its end. */
    private byte[] stripped() {
        entries.keySet().retainAll(DECODED);
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
