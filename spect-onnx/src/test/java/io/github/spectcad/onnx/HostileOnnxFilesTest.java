package io.github.spectcad.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.onnx.OnnxExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged, foreign or made to harm are refused before ONNX Runtime sees them. */
class HostileOnnxFilesTest {
    @TempDir
    private static Path folder;

    private static byte[] good;

    @BeforeAll
    static void export() throws IOException {
        Path file = folder.resolve("good.onnx");
        try (TrainedModel model = ExportedModel.train("stress")) {
            OnnxExport.write(model, file);
        }
        good = Files.readAllBytes(file);
    }

    private static void assertRefused(String part, byte[] bytes) throws IOException {
        Path file = folder.resolve("hostile.onnx");
        Files.write(file, bytes);
        OnnxFileException e =
                assertThrows(OnnxFileException.class, () -> OnnxModel.load(file).close());
        assertTrue(e.getMessage().contains(part) && e.getMessage().contains("hostile.onnx"), e.getMessage());
        assertTrue(e.getMessage().length() < 1000 && e.getMessage().chars().noneMatch(Character::isISOControl));
    }

    /** The good file without its checksum, with more fields, and a checksum that fits. */
    private static byte[] with(byte[]... fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, good.length - field(14, entry("spect.crc32c", "00000000")).length);
        for (byte[] field : fields) {
            bytes.writeBytes(field);
        }
        return signed(bytes.toByteArray());
    }

    private static byte[] signed(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return concat(
                content, field(14, entry("spect.crc32c", String.format(Locale.ROOT, "%08x", checksum.getValue()))));
    }

    /** The good file with one text replaced by another of its length, and a checksum that fits. */
    private static byte[] replaced(String from, String to) {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from) && from.length() == to.length(), from);
        byte[] changed = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        int end = changed.length - field(14, entry("spect.crc32c", "00000000")).length;
        return signed(Arrays.copyOf(changed, end));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static byte[] field(int number, byte[] content) {
        return concat(varint(8L * number + 2), varint(content.length), content);
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] integer(int number, long value) {
        return concat(varint(8L * number), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            bytes.write((int) (rest & 0x7F) + 0x80);
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    private static byte[] entry(String key, String value) {
        return concat(field(1, key), field(2, value));
    }

    /** A model of a graph alone, with the metadata of the good one. */
    private static byte[] withGraph(byte[]... fields) {
        return with(field(7, concat(fields)));
    }

    @Test
    void theFileThatIsChangedBelowIsGood() throws IOException {
        Path file = folder.resolve("same.onnx");
        Files.write(file, with());
        OnnxModel.load(file).close();
    }

    @Test
    void damageAnywhereIsRefused() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = good.clone();
            if (i % 3 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertRefused("", bytes);
        }
    }

    @Test
    void foreignFilesAreRefused() throws IOException {
        assertRefused("", new byte[0]);
        assertRefused("", "PK\3\4 a zip".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                "is not a model of this library",
                signed(concat(integer(1, 7), field(8, integer(2, 13)), field(7, new byte[0]))));
        assertRefused("checksum is missing", concat(integer(1, 7), field(7, new byte[0])));
        Path none = folder.resolve("none.onnx");
        assertTrue(assertThrows(OnnxFileException.class, () -> OnnxModel.load(none))
                .getMessage()
                .contains("there is no such file"));
        assertThrows(OnnxFileException.class, () -> OnnxModel.load(folder));
    }

    @Test
    void metadataThatDoesNotFitIsRefused() throws IOException {
        assertRefused("twice", with(field(14, entry("notice", "none"))));
        assertRefused("its format is 2", replaced("spect.format\22\1" + "1", "spect.format\22\1" + "2"));
        assertRefused("spect.pixels", replaced("spect.pixels", "spect.pixelz"));
        assertRefused("[-1, 1, 99, 99]", replaced("spect.pixels\22\2" + "32", "spect.pixels\22\2" + "99"));
        assertRefused("maps of \"state1\"", replaced("stress=stress", "stress=state1"));
        assertRefused("two graphs", withGraph());
    }

    @Test
    void moreThanAPlainGraphIsRefused() throws IOException {
        assertRefused("\"Flub\" is not allowed", renamed("Relu", "Flub"));
        assertRefused("field 25", with(field(25, new byte[0]))); // functions
        assertRefused("operator set 1 of \"evil\"", with(field(8, concat(field(1, "evil"), integer(2, 1)))));
    }

    private static byte[] renamed(String from, String to) {
        return replaced("\"\4" + from, "\"\4" + to); // field 4 of a node, the operator
    }

    @Test
    void constantsElsewhereAreRefused() throws IOException {
        for (String place : new String[] {"../../etc/passwd", "/etc/passwd", "C:\\x", ".hidden", "a/b"}) {
            byte[] constant = concat(
                    integer(1, 4),
                    integer(2, 1),
                    field(8, "more"),
                    field(13, entry("location", place)),
                    field(13, entry("offset", "0")),
                    field(13, entry("length", "16")),
                    integer(14, 1));
            assertRefused("only a file beside the model is read", onlyGraph(field(5, constant)));
        }
    }

    @Test
    void operatorsOfOtherDomainsBranchesAndWideWindowsAreRefused() throws IOException {
        assertRefused("\"Loop\" is not allowed", onlyGraph(field(1, field(4, "Loop"))));
        assertRefused("standard domain", onlyGraph(field(1, concat(field(4, "Relu"), field(7, "com.example")))));
        assertRefused(
                "field 6 of an attribute",
                onlyGraph(field(1, concat(field(4, "Relu"), field(5, concat(field(1, "body"), field(6, "")))))));
        assertRefused(
                "pads of an operator",
                onlyGraph(field(
                        1,
                        concat(
                                field(4, "Conv"),
                                field(5, concat(field(1, "pads"), integer(8, 1_000_000), integer(20, 7)))))));
        assertRefused(
                "a constant of 1000000 values has 4 bytes",
                onlyGraph(field(5, concat(integer(1, 1_000_000), integer(2, 1), field(9, new byte[4])))));
        assertRefused(
                "an extent of a constant",
                onlyGraph(field(5, concat(integer(1, -1), integer(2, 1), field(9, new byte[4])))));
    }

    /** A model that is nothing but a graph. */
    private static byte[] onlyGraph(byte[] graph) {
        return signed(concat(integer(1, 7), field(8, integer(2, 13)), field(7, graph)));
    }
}
