package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated study configurations, seeded, from the examples: values replaced, bytes changed. A slice runs with the tests (about
 * 1 s); {@code -Dhostile.inputs=200000} runs as many.
 */
final class MutatedConfigurationsTest {
    private static final int INPUTS = Integer.getInteger("hostile.inputs", 500);
    private static final long SEED = Long.getLong("hostile.seed", 1);
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_CPU_NANOS = 1_000_000_000L;
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|-?[0-9.]+|true|false|null");
    private static final List<String> ODD = List.of(
            "0",
            "-1",
            "2.5",
            "1e400",
            "2147483648",
            "NaN",
            "null",
            "true",
            "\"\"",
            "\"cnn1\"",
            "[]",
            "{}",
            "[[[[",
            "\"\\u0000\"");

    @Test
    void mutatedConfigurationsAreReadOrRefusedShortly(@TempDir Path folder) throws IOException {
        List<String> corpus = List.of(
                Files.readString(Path.of("..", "studies", "quick.json")),
                new String(Files.readAllBytes(Path.of("..", "studies", "quick.json")), StandardCharsets.UTF_8)
                        .replaceAll("\\s+", ""));
        Path file = folder.resolve("study.json");
        Random random = new Random(SEED);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutated(corpus.get(i % corpus.size()), random);
            Files.write(file, input);
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long cpu = thread.getCurrentThreadCpuTime();
            try {
                StudyConfiguration.read(file);
                read++;
            } catch (StudyFileException e) {
                assertTrue(e.getMessage().length() < 1500 + file.toString().length(), e.getMessage());
            } catch (RuntimeException | Error e) {
                fail("input " + i + " of seed " + SEED + ": " + new String(input, StandardCharsets.ISO_8859_1), e);
            }
            long took = thread.getCurrentThreadCpuTime() - cpu;
            assertTrue(took < MOST_CPU_NANOS, "input " + i + " of seed " + SEED + " took " + took + " ns");
            long used = thread.getCurrentThreadAllocatedBytes() - allocated;
            assertTrue(used < MOST_BYTES, "input " + i + " of seed " + SEED + " took " + used + " bytes");
        }
        assertTrue(read > 0 && read < INPUTS, read + " of " + INPUTS + " were read");
    }

    private static byte[] mutated(String json, Random random) {
        String text = json;
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            List<MatchResult> values = VALUE.matcher(text).results().toList();
            MatchResult value = values.get(random.nextInt(values.size()));
            text = text.substring(0, value.start()) + ODD.get(random.nextInt(ODD.size())) + text.substring(value.end());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
