package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeidentifyCommandTest {
    @TempDir
    private Path folder;

    /** A minimal file: header, patient's name and id, and the UIDs that every object has. */
    private Path dicom(String name) throws IOException {
        byte[] meta = concat(
                element(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0"),
                element(0x0002, 0x0003, "UI", "1.2.3.4 ".replace(' ', '\0')));
        byte[] data = concat(
                element(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.20"),
                element(0x0008, 0x0018, "UI", "1.2.3.4\0"),
                element(0x0010, 0x0010, "PN", "Mustermann^Erika"),
                element(0x0010, 0x0020, "LO", "HOSP-4711 "));
        Path file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, concat(new byte[128], "DICM".getBytes(StandardCharsets.US_ASCII), meta, data));
    }

    private static byte[] element(int group, int element, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        byte[] header = {
            (byte) group,
            (byte) (group >> 8),
            (byte) element,
            (byte) (element >> 8),
            (byte) vr.charAt(0),
            (byte) vr.charAt(1),
            (byte) bytes.length,
            0
        };
        return concat(header, bytes);
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFolderOfFilesLosesItsPatientsAndItsFileNames() throws IOException {
        dicom("Mustermann_Erika.dcm");
        CommandRun run = CommandRun.of("deidentify", "--in", folder + "/in", "--out", folder + "/out");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("1 of 1 file written"), run.out());
        assertTrue(run.out().contains("replaced (0010,0010) PatientName: 1 file"), run.out());
        String all = run.out().replace(folder.toString(), "")
                + written()
                + Files.readString(written().get(0), StandardCharsets.ISO_8859_1);
        assertFalse(all.contains("Mustermann") || all.contains("4711"), all);
    }

    @Test
    void theSameKeyGivesTheSameNames() throws IOException {
        dicom("a.dcm");
        Path key = Files.writeString(folder.resolve("key"), "a secret of some length");
        String[] args = {"deidentify", "--in", folder + "/in", "--out", folder + "/out", "--key", key.toString()};
        assertEquals(0, CommandRun.of(args).exitCode());
        List<Path> first = written();
        Files.delete(first.get(0));
        Files.delete(first.get(0).getParent());
        assertEquals(0, CommandRun.of(args).exitCode());
        assertEquals(first, written());
    }

    @Test
    void aFileThatIsNoDicomIsNamedAndTheOthersAreWritten() throws IOException {
        dicom("a.dcm");
        Files.writeString(folder.resolve("in/readme.txt"), "text");
        CommandRun run = CommandRun.of("deidentify", "--in", folder + "/in", "--out", folder + "/out");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("readme.txt: not a DICOM file"), run.err());
        assertTrue(run.out().contains("1 of 2 files written"), run.out());
    }

    @Test
    void outputOverOrInsideTheInputIsRefused() throws IOException {
        dicom("a.dcm");
        for (String out : List.of(folder + "/in", folder + "/in/out")) {
            CommandRun run = CommandRun.of("deidentify", "--in", folder + "/in", "--out", out);
            assertEquals(1, run.exitCode());
            assertFalse(Files.exists(folder.resolve("in/out")));
        }
    }

    @Test
    void aBadAreaIsWrongUsage() {
        CommandRun run = CommandRun.of("deidentify", "--in", "a", "--out", "b", "--blacken", "1,2,3");
        assertEquals(2, run.exitCode());
    }
}
