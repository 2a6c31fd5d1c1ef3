package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.spectcad.core.PerfusionState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated pictures and tables, from a corpus and from well-formed headers, seeded: only the documented exceptions, no
 * allocation above the stated limit. A slice runs with the tests; {@code -Dhostile.inputs=200000} runs as many of each kind.
 */
final class HostileInputTest {
    private static final int INPUTS = Integer.getInteger("hostile.inputs", 1500);
    private static final long SEED = Long.getLong("hostile.seed", 1);
    /** What reading one picture may allocate: the decoded samples, their copies as floats, and the encoded file. */
    private static final long MOST_BYTES = 4L * PolarMapReader.MAXIMUM_DECODED_BYTES;
    /** Of the thread's own time, which other work on the machine does not change. */
    private static final long MOST_CPU_NANOS = 1_000_000_000L;

    private static final String[] CORPUS = {
        "golden/png-8.png",
        "golden/png-16.png",
        "golden/png-palette.png",
        "golden/png-rgb-16.png",
        "golden/bmp-8.bmp",
        "golden/bmp-24.bmp",
        "golden/jpeg-grey.jpg",
        "golden/jpeg-progressive.jpg",
        "golden/tiff-8-packbits.tif",
        "golden/tiff-16-lzw2.tif",
        "golden/tiff-16-tiled.tif",
        "golden/tiff-16-bigtiff.tif",
        "golden/f32-zip3.tif",
        "golden/u32.tif",
        "cases/jpg_exif6.jpg",
        "cases/tif_orient6.tif"
    };

    @TempDir
    private Path folder;

    private static byte[] resource(String name) throws IOException {
        try (var in = HostileInputTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void mutatedPicturesGiveAMapOrTheDocumentedException() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String name : CORPUS) {
            corpus.add(resource(name));
        }
        Random random = new Random(SEED);
        PolarMapReader reader = PolarMapReader.ownSize().withGate(Pictures.ANY);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = i % 3 == 0 ? header(random) : mutated(corpus.get(random.nextInt(corpus.size())), random);
            long before = memory.getCurrentThreadAllocatedBytes();
            long cpu = memory.getCurrentThreadCpuTime();
            try {
                reader.read(new ByteArrayInputStream(input), "picture", PerfusionState.REST);
                read++;
            } catch (PolarMapFormatException e) {
                assertTrue(e.getMessage().length() < 1500, e.getMessage());
            } catch (RuntimeException | Error e) {
                fail(
                        "input " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(input, 0, Math.min(200, input.length)),
                        e);
            }
            long took = memory.getCurrentThreadCpuTime() - cpu;
            assertTrue(took < MOST_CPU_NANOS, "input " + i + " of seed " + SEED + " took " + took + " ns");
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated <= MOST_BYTES, "input " + i + " of seed " + SEED + " took " + allocated + " bytes");
        }
        assertTrue(read > 0 && read < INPUTS, read + " of " + INPUTS + " were read");
    }

    /** Some bytes changed, a piece cut out or doubled; checksums of a PNG are set right so that its pixels are reached. */
    private static byte[] mutated(byte[] seed, Random random) {
        byte[] input = seed.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(input.length);
            switch (random.nextInt(5)) {
                case 0 -> input[at] = (byte) random.nextInt(256);
                case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> input[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                case 3 -> {
                    ByteArrayOutputStream shorter = new ByteArrayOutputStream();
                    int end = Math.min(input.length, at + 1 + random.nextInt(16));
                    shorter.write(input, 0, at);
                    shorter.write(input, end, input.length - end);
                    input = shorter.size() < 20 ? input : shorter.toByteArray();
                }
                default -> {
                    ByteArrayOutputStream longer = new ByteArrayOutputStream();
                    int end = Math.min(input.length, at + 1 + random.nextInt(64));
                    longer.write(input, 0, end);
                    longer.write(input, at, input.length - at);
                    input = longer.toByteArray();
                }
            }
        }
        correctChecksums(input);
        return input;
    }

    private static void correctChecksums(byte[] png) {
        if (png.length < 8 || png[1] != 'P' || png[2] != 'N') {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(png);
        for (int at = 8; at + 12 <= png.length; ) {
            int length = buffer.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) crc.getValue());
            at += length + 12;
        }
    }

    /** A well-formed header of random declarations over random data. */
    private static byte[] header(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> png(random);
            case 1 -> tiff(random);
            default -> bmp(random);
        };
    }

    private static int side(Random random) {
        int[] sides = {0, 1, 7, 8, 24, 64, 4096, 4097, 65535, Integer.MAX_VALUE};
        return random.nextInt(4) == 0 ? sides[random.nextInt(sides.length)] : 8;
    }

    private static byte[] png(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        int side = side(random);
        int[] depths = {1, 2, 4, 8, 16, 3};
        int[] types = {0, 2, 3, 4, 6, 1};
        ByteBuffer ihdr = ByteBuffer.allocate(13).putInt(side).putInt(side);
        ihdr.put((byte) depths[random.nextInt(6)]).put((byte) types[random.nextInt(6)]);
        ihdr.put((byte) 0).put((byte) 0).put((byte) random.nextInt(2));
        chunk(out, "IHDR", ihdr.array());
        if (random.nextBoolean()) {
            chunk(out, "PLTE", new byte[3 * random.nextInt(257)]);
        }
        if (random.nextInt(4) == 0) {
            chunk(out, "tRNS", new byte[random.nextInt(300)]);
        }
        byte[] raw = new byte[random.nextInt(2000)];
        random.nextBytes(raw);
        for (int i = 0; i < raw.length; i += 9) {
            raw[i] = (byte) random.nextInt(5);
        }
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[raw.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", java.util.Arrays.copyOf(packed, length));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        CRC32 crc = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] tiff(Random random) {
        int side = side(random);
        byte[] data = new byte[8 + random.nextInt(1500)];
        random.nextBytes(data);
        int[] bits = {1, 2, 4, 6, 8, 10, 12, 14, 16, 24, 32, 64};
        int[] compressions = {1, 2, 5, 6, 7, 8, 32773, 32946};
        long[][] fields = {
            {256, side},
            {257, side},
            {258, bits[random.nextInt(bits.length)]},
            {259, random.nextInt(3) == 0 ? compressions[random.nextInt(compressions.length)] : 1},
            {262, random.nextInt(8)},
            {266, 1 + random.nextInt(20) / 19},
            {273, 8},
            {274, random.nextInt(10)},
            {277, random.nextInt(3) == 0 ? random.nextInt(7) : 1},
            {278, side},
            {279, data.length},
            {284, 1 + random.nextInt(10) / 9},
            {317, random.nextInt(4) == 0 ? random.nextInt(4) : 1},
            {339, random.nextInt(3) == 0 ? random.nextInt(7) : 1}
        };
        ByteBuffer out = ByteBuffer.allocate(8 + data.length + 2 + fields.length * 12 + 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(8 + data.length)
                .put(data);
        out.putShort((short) fields.length);
        for (long[] field : fields) {
            out.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt((int) field[1]);
        }
        return out.array();
    }

    private static byte[] bmp(Random random) {
        int side = side(random);
        ByteBuffer out = ByteBuffer.allocate(54 + 1024 + random.nextInt(3000)).order(ByteOrder.LITTLE_ENDIAN);
        int[] bits = {1, 4, 8, 16, 24, 32, 0, 7};
        out.put((byte) 'B')
                .put((byte) 'M')
                .putInt(out.capacity())
                .putInt(0)
                .putInt(54 + (random.nextBoolean() ? 1024 : 0));
        out.putInt(40).putInt(side).putInt(random.nextBoolean() ? side : -side).putShort((short) 1);
        out.putShort((short) bits[random.nextInt(bits.length)]).putInt(random.nextInt(5) == 0 ? random.nextInt(5) : 0);
        out.putInt(0).putInt(0).putInt(0).putInt(random.nextInt(300)).putInt(0);
        byte[] rest = new byte[out.remaining()];
        random.nextBytes(rest);
        out.put(rest);
        return out.array();
    }

    @Test
    void mutatedTablesGiveACohortOrTheDocumentedException() throws IOException {
        Random random = new Random(SEED);
        Path csv = folder.resolve("cohort.csv");
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long handles = openFiles();
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input =
                    table(random).getBytes(random.nextInt(10) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
            if (i % 2 == 0) {
                input = mutated(input, random);
            }
            Files.write(csv, input);
            long before = memory.getCurrentThreadAllocatedBytes();
            long cpu = memory.getCurrentThreadCpuTime();
            try {
                if (i % 5 == 0) {
                    PredictionCsv.read(csv);
                } else {
                    CohortCsv.read(csv, CohortReadOptions.DEFAULT.withStates());
                }
                read++;
            } catch (CsvFormatException e) {
                assertTrue(e.getMessage().lines().count() <= CsvFormatException.MOST_NAMED + 2, e.getMessage());
            } catch (RuntimeException | Error e) {
                fail("table " + i + " of seed " + SEED + ": " + new String(input, StandardCharsets.ISO_8859_1), e);
            }
            long took = memory.getCurrentThreadCpuTime() - cpu;
            assertTrue(took < MOST_CPU_NANOS, "table " + i + " of seed " + SEED + " took " + took + " ns");
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated <= 16 << 20, "table " + i + " of seed " + SEED + " took " + allocated + " bytes");
        }
        assertTrue(read > INPUTS / 50 && read < INPUTS, read + " of " + INPUTS + " were read");
        assertTrue(openFiles() <= handles + 8, "open files grew from " + handles + " to " + openFiles());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static String table(Random random) {
        List<String> columns = new ArrayList<>(List.of("patient_id"));
        List<String> all = new ArrayList<>(CohortColumns.ALL);
        all.addAll(List.of("p_lad", "p_rca", "p_lcx", "note", ""));
        boolean predictions = random.nextInt(4) == 0;
        for (int n = random.nextInt(5); n > 0; n--) {
            String column = all.get(random.nextInt(all.size()));
            if (!columns.contains(column) || random.nextInt(20) == 0) {
                columns.add(column);
            }
        }
        if (predictions) {
            columns = new ArrayList<>(List.of("p_rca", "patient_id", "p_lcx", "p_lad"));
        }
        char separator = ",;\t|".charAt(random.nextInt(4));
        StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "sep=" + separator + "\n" : "");
        text.append(String.join("" + separator, columns));
        for (int row = random.nextInt(5); row >= 0; row--) {
            text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
            for (int c = 0; c < columns.size(); c++) {
                text.append(c == 0 ? "" : separator).append(cell(columns.get(c), row, random));
            }
        }
        return text.toString();
    }

    private static String cell(String column, int row, Random random) {
        String[] odd = {
            "",
            "\"a\"\"b\"",
            "\"line\nbreak\"",
            "NaN",
            "1e400",
            "-1",
            "'=x",
            "\u2003",
            "\uFEFF",
            "\u202E",
            "61,5",
            "TRUE",
            "0x1p3",
            "..\\..\\x",
            "/etc/passwd",
            "\u0000",
            "%",
            "1%",
            "a/b.png",
            "\"",
            "=1+1"
        };
        if (random.nextInt(12) == 0) {
            return odd[random.nextInt(odd.length)];
        }
        return switch (column) {
            case "patient_id" -> "p" + row;
            case "sex" -> random.nextBoolean() ? "male" : "F";
            case "partition" -> "train";
            case "rest_image", "stress_image" -> "images/" + row + ".png";
            case "height_cm" -> "170";
            case "p_lad", "p_rca", "p_lcx" -> "0." + random.nextInt(100);
            default -> Integer.toString(random.nextInt(2));
        };
    }
}
