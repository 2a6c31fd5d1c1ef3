package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamagedFilesTest {
    private static String refusal(DicomDataset.Builder dataset) {
        return assertThrows(
                        DicomFormatException.class,
                        () -> DicomFiles.file(dataset).image().stored(0))
                .getMessage();
    }

    @Test
    void whatCannotBeDecodedIsRefusedByName() {
        assertEquals(
                "(0028,0004) PhotometricInterpretation is \"ARGB\": read are MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, "
                        + "YBR_FULL, YBR_FULL_422",
                refusal(DicomFiles.nuclear().text(DicomTag.PHOTOMETRIC_INTERPRETATION, "ARGB")));
        assertEquals(
                "(0028,0010) Rows is 0: must lie in 1 to 16384",
                refusal(DicomFiles.nuclear().unsignedShort(DicomTag.ROWS, 0)));
        assertEquals(
                "(0028,0100) BitsAllocated is 12: 8, 16 and 32 are read",
                refusal(DicomFiles.nuclear().unsignedShort(DicomTag.BITS_ALLOCATED, 12)));
        assertEquals(
                "(0028,0101) BitsStored is 17: must lie in 1 to 16",
                refusal(DicomFiles.nuclear().unsignedShort(DicomTag.BITS_STORED, 17)));
        assertEquals(
                "the pixels have 48 bytes: 2 frames of 4 x 300 need 4800",
                refusal(DicomFiles.nuclear().unsignedShort(DicomTag.ROWS, 300)));
        assertTrue(refusal(DicomFiles.nuclear().text(DicomTag.NUMBER_OF_FRAMES, "999999999"))
                .startsWith("(0028,0008) NumberOfFrames is 999999999: must lie in"));
        assertTrue(refusal(DicomFiles.nuclear().remove(DicomTag.PIXEL_DATA)).contains("has no (7FE0,0010) PixelData"));
    }

    @Test
    void unsupportedTransferSyntaxesAreNamedWithTheSupportedOnes() throws IOException {
        byte[] bytes = DicomFile.of(DicomFiles.nuclear().build()).bytes();
        byte[] uid = "1.2.840.10008.1.2.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("1.2.840.10008.1.2.1");
        bytes[at + uid.length - 1] = '9';
        String message = assertThrows(DicomFormatException.class, () -> DicomFiles.parse(bytes))
                .getMessage();
        assertTrue(message.contains("1.2.840.10008.1.2.9") && message.contains("JPEG_BASELINE"), message);
    }

    @Test
    void deepAndEndlessSequencesAreRefusedWithoutOverflow() throws IOException {
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        deep.write(DicomFile.of(DicomDataset.builder().build()).bytes());
        for (int i = 0; i < 100_000; i++) { // (0040,A730) SQ of undefined length, an item of undefined length
            deep.write(new byte[] {0x40, 0, 0x30, (byte) 0xA7, 'S', 'Q', 0, 0, -1, -1, -1, -1});
            deep.write(new byte[] {-2, -1, 0, (byte) 0xE0, -1, -1, -1, -1});
        }
        String message = assertThrows(DicomFormatException.class, () -> DicomFiles.parse(deep.toByteArray()))
                .getMessage();
        assertEquals("sequences are nested more than 32 deep", message);
    }

    @Test
    void endlessElementsAreRefused() throws IOException {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(DicomFile.of(DicomDataset.builder().build()).bytes());
        for (int i = 0; i < 200_001; i++) {
            many.write(new byte[] {0x20, 0, 0, 0x40, 'L', 'T', 0, 0});
        }
        String message = assertThrows(DicomFormatException.class, () -> DicomFiles.parse(many.toByteArray()))
                .getMessage();
        assertEquals("the file has more than 200000 elements", message);
    }

    @Test
    void aDeflatedBombIsRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] header = DicomWriter.write(
                TransferSyntax.DEFLATED, DicomDataset.builder().build());
        bomb.write(header);
        try (var out = new java.util.zip.DeflaterOutputStream(bomb, new java.util.zip.Deflater(9, true))) {
            // one element that declares more than it holds: 60 MB of zeros behind it
            out.write(new byte[] {0x20, 0, 0, 0x40, 'U', 'T', 0, 0, -1, -1, -1, 0x7F});
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 60; i++) {
                out.write(zeros);
            }
        }
        String message = assertThrows(DicomFormatException.class, () -> DicomFiles.parse(bomb.toByteArray()))
                .getMessage();
        assertTrue(message.startsWith("the deflated data set holds more than"), message);
    }

    /** Mutations of every encoding end in values or in the documented exception, and never in another. */
    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        int mutations = Integer.getInteger("hostile.inputs", 4000);
        List<byte[]> corpus = EncodingsTest.expected().stream()
                .map(EncodingsTest::bytes)
                .distinct()
                .toList();
        long seed = Long.getLong("hostile.seed", 20261127);
        Random random = new Random(seed);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int read = 0;
        for (int i = 0; i < mutations; i++) {
            byte[] file = mutated(corpus.get(random.nextInt(corpus.size())), random);
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long cpu = thread.getCurrentThreadCpuTime();
            try {
                DicomFile parsed = DicomFiles.parse(file);
                parsed.study();
                DicomImage image = parsed.image();
                image.stored(image.frames() - 1);
                image.picture(0);
                read++;
            } catch (DicomFormatException e) {
                assertTrue(e.getMessage().length() < 600, e::getMessage);
            } catch (RuntimeException | Error e) {
                fail("input " + i + " of seed " + seed, e);
            }
            long took = thread.getCurrentThreadCpuTime() - cpu;
            assertTrue(took < 1_000_000_000L, "input " + i + " of seed " + seed + " took " + took + " ns");
            long used = thread.getCurrentThreadAllocatedBytes() - allocated;
            assertTrue(used < 512L << 20, "input " + i + " of seed " + seed + " took " + used + " bytes");
        }
        assertTrue(read > mutations / 20 && read < mutations, "read " + read + " of " + mutations);
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] file =
                random.nextInt(8) == 0 ? Arrays.copyOf(original, random.nextInt(original.length)) : original.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && file.length > 140; i++) {
            int at = 132 + random.nextInt(file.length - 136);
            switch (random.nextInt(3)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt(256);
                default -> ByteBuffer.wrap(file).putInt(at, random.nextBoolean() ? -1 : random.nextInt());
            }
        }
        return file;
    }
}
