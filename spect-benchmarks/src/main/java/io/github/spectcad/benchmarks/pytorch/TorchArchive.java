package io.github.spectcad.benchmarks.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs TorchScript source text as the archive that {@code torch::jit::load} reads: a module of code, with or without
 * parameters. */
final class TorchArchive {
    /** Newest version of the format that PyTorch 2 reads without rewriting operators. */
    private static final String VERSION = "10\n";

    /** Pickle protocol 2: an empty tuple. */
    private static final String CONSTANTS = "\u0080\u0002).";

    private TorchArchive() {}

    /**
     * Packs a module without parameters.
     *
     * @param methods source of the methods, indented by two spaces
     * @return the archive
     */
    static byte[] of(String methods) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, "", methods, TorchPickle.module());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Saves a module with its parameters.
     *
     * @param file where to
     * @param methods source of the methods, which see the parameters as {@code self.p} and {@code self.s}
     * @param trained trained parameters, {@code p}
     * @param statistics running statistics, {@code s}
     * @param values gives the values of a parameter
     * @throws IOException if the file cannot be written
     */
    static void save(
            Path file,
            String methods,
            List<TorchParameter> trained,
            List<TorchParameter> statistics,
            Function<TorchParameter, float[]> values)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, "  p : List[Tensor]\n  s : List[Tensor]\n", methods, TorchPickle.module(trained, statistics));
            int storage = 0;
            for (List<TorchParameter> parameters : List.of(trained, statistics)) {
                for (TorchParameter parameter : parameters) {
                    ByteBuffer bytes =
                            ByteBuffer.allocate(parameter.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                    bytes.asFloatBuffer().put(values.apply(parameter));
                    add(zip, "data/" + storage++, bytes.array());
                }
            }
        }
    }

    private static void write(ZipOutputStream zip, String attributes, String methods, byte[] data) throws IOException {
        String code = "class Net(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + attributes
                + methods;
        zip.setMethod(ZipOutputStream.STORED);
        add(zip, "data.pkl", data);
        add(zip, "code/__torch__.py", code.getBytes(StandardCharsets.US_ASCII));
        add(zip, "constants.pkl", CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
        add(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry("net/" + name);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
