package io.github.spectcad.benchmarks.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs TorchScript source text as the archive that {@code torch::jit::load} reads: a module of code alone. */
final class TorchArchive {
    /** Newest version of the format that PyTorch 2 reads without rewriting operators. */
    private static final String VERSION = "10\n";

    /** Pickle protocol 2: an object of the class {@code __torch__.Net} whose only attribute is training = False. */
    private static final String DATA = "\u0080\u0002c__torch__\nNet\n)\u0081}X\u0008\0\0\0training\u0089sb.";

    /** Pickle protocol 2: an empty tuple. */
    private static final String CONSTANTS = "\u0080\u0002).";

    private TorchArchive() {}

    /**
     * Packs a module.
     *
     * @param methods source of the methods, indented by two spaces
     * @return the archive
     */
    static byte[] of(String methods) {
        String code = "class Net(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + methods;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            add(zip, "data.pkl", DATA.getBytes(StandardCharsets.ISO_8859_1));
            add(zip, "code/__torch__.py", code.getBytes(StandardCharsets.US_ASCII));
            add(zip, "constants.pkl", CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            add(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
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
