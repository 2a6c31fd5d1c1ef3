package io.github.spectcad.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Checks an exported model from end to end before ONNX Runtime sees it: that it is one, is as it was written, and holds
 * nothing but a plain graph of operators and constants. One pass, a buffer of memory.
 */
final class OnnxFile {
    private static final long MOST_BYTES = Integer.MAX_VALUE; // of a message of Protocol Buffers
    private static final long MOST_DATA_BYTES = 8L << 30;
    private static final int MOST_ENTRIES = 100;
    private static final int MOST_TEXT = 4 << 20;
    private static final int OPERATOR_SET = 13;
    private static final String CHECKSUM = "spect.crc32c";

    private final Path file;
    private final Map<String, String> entries = new LinkedHashMap<>();

    private OnnxFile(Path file) {
        this.file = file;
    }

    /**
     * Checks a file, and the one of its weights where it has one.
     *
     * @throws OnnxFileException if it is refused, saying why
     * @throws IOException if reading fails
     */
    static OnnxMetadata check(Path file) throws IOException {
        return new OnnxFile(file).check();
    }

    private OnnxMetadata check() throws IOException {
        long size = size(file, MOST_BYTES);
        try (InputStream in = Files.newInputStream(file)) {
            GraphCheck graph = new GraphCheck();
            readModel(new ProtoStream(in), size, graph);
            OnnxMetadata metadata = OnnxMetadata.of(entries);
            checkData(graph, metadata);
            return metadata;
        } catch (ProtoStream.MalformedException | java.io.EOFException | IllegalArgumentException e) {
            throw refused(e.getMessage(), e);
        }
    }

    private OnnxFileException refused(String problem, Exception cause) {
        return new OnnxFileException(file, "is no exported model that can be used: " + problem, cause);
    }

    private static long size(Path file, long most) throws IOException {
        if (!Files.isRegularFile(file)) {
            String problem = Files.exists(file) ? "is not a regular file" : "there is no such file";
            throw new OnnxFileException(file, problem, null);
        }
        long size = Files.size(file);
        if (size > most) {
            throw new OnnxFileException(file, "has " + size + " bytes: allowed are " + most, null);
        }
        return size;
    }

    private void readModel(ProtoStream in, long end, GraphCheck graph) throws IOException {
        boolean seen = false;
        long checksum = in.checksum();
        while (in.nextField(end)) {
            switch (in.field()) {
                case 7 -> {
                    if (seen) {
                        throw new ProtoStream.MalformedException("there are two graphs");
                    }
                    seen = true;
                    graph.read(in, in.end(end));
                }
                case 8 -> requireOperatorSet(in, in.end(end));
                case 14 -> {
                    if (entry(in, in.end(end)).equals(CHECKSUM)) {
                        requireChecksum(checksum, in.position() == end);
                    }
                }
                case 1, 2, 3, 4, 5, 6 -> in.skip(end);
                default ->
                    throw new ProtoStream.MalformedException("field " + in.field() + " of the model is not known");
            }
            checksum = in.checksum();
        }
        if (!seen || !entries.containsKey(CHECKSUM)) {
            throw new ProtoStream.MalformedException("its graph or its checksum is missing; other tools that change a"
                    + " model leave the checksum out or behind");
        }
    }

    private void requireChecksum(long checksum, boolean last) throws IOException {
        if (!last || !entries.get(CHECKSUM).equals(hex(checksum))) {
            throw new ProtoStream.MalformedException("its bytes are not those that were written (checksum)");
        }
    }

    private static String hex(long checksum) {
        return String.format(Locale.ROOT, "%08x", checksum);
    }

    private String entry(ProtoStream in, long end) throws IOException {
        String key = "";
        String value = "";
        while (in.nextField(end)) {
            switch (in.field()) {
                case 1 -> key = in.text(end, MOST_TEXT);
                case 2 -> value = in.text(end, MOST_TEXT);
                default -> in.skip(end);
            }
        }
        if (entries.put(key, value) != null || entries.size() > MOST_ENTRIES) {
            throw new ProtoStream.MalformedException("an entry of its metadata is there twice, or there are too many");
        }
        return key;
    }

    private static void requireOperatorSet(ProtoStream in, long end) throws IOException {
        String domain = "";
        long version = 0;
        while (in.nextField(end)) {
            switch (in.field()) {
                case 1 -> domain = in.text(end, MOST_TEXT);
                case 2 -> version = in.integer(end);
                default -> in.skip(end);
            }
        }
        if (!domain.isEmpty() || version != OPERATOR_SET) {
            throw new ProtoStream.MalformedException("it needs operator set " + version + " of \"" + domain
                    + "\": models have the standard one, " + OPERATOR_SET);
        }
    }

    private void checkData(GraphCheck graph, OnnxMetadata metadata) throws IOException {
        if (graph.dataFile().isEmpty() != metadata.dataChecksum().isEmpty()) {
            throw new IllegalArgumentException("its metadata and its constants do not agree on a second file");
        }
        if (graph.dataFile().isEmpty()) {
            return;
        }
        Path data = file.resolveSibling(graph.dataFile().get());
        long size = size(data, MOST_DATA_BYTES);
        if (size < graph.dataEnd()) {
            throw new OnnxFileException(
                    data, "has " + size + " bytes: the weights of " + file + " need " + graph.dataEnd(), null);
        }
        CRC32C checksum = new CRC32C();
        try (InputStream in = Files.newInputStream(data)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                checksum.update(buffer, 0, count);
            }
        }
        if (!hex(checksum.getValue()).equals(metadata.dataChecksum().get())) {
            throw new OnnxFileException(data, "holds other weights than those of " + file + " (checksum)", null);
        }
    }
}
