package io.github.spectcad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory this process has had resident, which includes what native libraries took. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmHWM:";
    private static final double KILOBYTES_IN_A_MEGABYTE = 1024;

    private PeakMemory() {}

    /**
     * Reads the peak that the Linux kernel keeps.
     *
     * @return MB of 2^20 bytes; NaN where there is no {@code /proc/self/status}: the JDK knows of its own memory only
     * @throws IOException if the kernel's figures are there and cannot be read
     */
    static double megabytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(FIELD)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_IN_A_MEGABYTE;
            }
        }
        return Double.NaN;
    }
}
