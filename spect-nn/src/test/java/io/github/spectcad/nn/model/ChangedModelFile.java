package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes the entries of a model file and gives them right checksums, as an attacker or another tool would. */
final class ChangedModelFile {
    private ChangedModelFile() {}

    /** Changes entries in place. */
    static Path of(Path file, Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
                ZipEntry entry = e.nextElement();
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.remove(FloatArchive.CHECKSUMS);
        change.accept(entries);
        entries.put(FloatArchive.CHECKSUMS, checksums(entries));
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    /** Changes the description in place. */
    static Path description(Path file, UnaryOperator<String> change) throws IOException {
        return of(file, entries -> {
            String json = new String(entries.get(ModelFile.DESCRIPTION), StandardCharsets.UTF_8);
            entries.put(ModelFile.DESCRIPTION, change.apply(json).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Replaces text of the description that must be there. */
    static Path description(Path file, String from, String to) throws IOException {
        return description(file, json -> {
            assertTrue(json.contains(from), json);
            return json.replace(from, to);
        });
    }

    private static byte[] checksums(Map<String, byte[]> entries) {
        StringBuilder sums = new StringBuilder();
        for (var entry : entries.entrySet()) {
            sums.append(HexFormat.of().formatHex(sha256(entry.getValue())))
                    .append("  ")
                    .append(entry.getKey())
                    .append('\n');
        }
        return sums.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
