package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
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
 * Mutated model files, seeded: archives with some bytes changed, and whole ones whose description was changed and whose
 * checksums are right. A slice runs with the tests (about 3 s); {@code -Dhostile.inputs=200000} runs as many.
 */
final class MutatedModelFilesTest {
    private static final int INPUTS = Integer.getInteger("hostile.inputs", 400);
    private static final long SEED = Long.getLong("hostile.seed", 1);
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_CPU_NANOS = 1_000_000_000L;
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|-?[0-9.E]+|true|false|null");
    private static final List<String> ODD = List.of(
            "0",
            "-1",
            "1e400",
            "2147483648",
            "NaN",
            "null",
            "true",
            "\"\"",
            "\"..\"",
            "[]",
            "{}",
            "[[[[[[[[",
            "\"\\u0000\"");

    @TempDir
    private Path folder;

    @Test
    void mutatedModelsAreDescribedOrRefusedWithAReason() throws IOException {
        Path good = folder.resolve("good.zip");
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn2", "early-fusion").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        try (TrainedModel model = Trainer.of(configuration)
                .train(PhantomTraining.training(6), PhantomTraining.validation(4), TrainingListener.NONE)
                .model()) {
            ModelFile.save(model, good);
        }
        byte[] archive = Files.readAllBytes(good);
        Path input = folder.resolve("model.zip");
        Random random = new Random(SEED);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long handles = handles();
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            Files.write(input, i % 2 == 0 ? bytes(archive, random) : archive);
            Path file = i % 2 == 0
                    ? input
                    : ChangedModelFile.of(
                            input,
                            entries -> entries.computeIfPresent(
                                    ModelFile.DESCRIPTION, (name, json) -> description(json, random)));
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long cpu = thread.getCurrentThreadCpuTime();
            try {
                if (i % 8 == 1) {
                    ModelFile.load(file).close();
                } else {
                    ModelFile.describe(file);
                }
                read++;
            } catch (ModelFileException e) {
                assertTrue(e.getMessage().length() < 1500 + file.toString().length(), e.getMessage());
            } catch (RuntimeException | Error e) {
                fail("input " + i + " of seed " + SEED, e);
            }
            long took = thread.getCurrentThreadCpuTime() - cpu;
            assertTrue(took < MOST_CPU_NANOS, "input " + i + " of seed " + SEED + " took " + took + " ns");
            long used = thread.getCurrentThreadAllocatedBytes() - allocated;
            assertTrue(used < MOST_BYTES, "input " + i + " of seed " + SEED + " took " + used + " bytes");
        }
        assertTrue(read > 0 && read < INPUTS, read + " of " + INPUTS + " were read");
        assertTrue(handles() <= handles + 8, "open files grew from " + handles + " to " + handles());
    }

    private static long handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static byte[] bytes(byte[] original, Random random) {
        byte[] changed = original.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            // the end holds the directory of the archive
            int at = random.nextBoolean()
                    ? random.nextInt(changed.length)
                    : changed.length - 1 - random.nextInt(Math.min(4000, changed.length));
            changed[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : changed[at] ^ (1 << random.nextInt(8)));
        }
        return changed;
    }

    /** Some values replaced by odd ones. */
    private static byte[] description(byte[] json, Random random) {
        String text = new String(json, StandardCharsets.UTF_8);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            List<MatchResult> values = VALUE.matcher(text).results().toList();
            MatchResult value = values.get(random.nextInt(values.size()));
            text = text.substring(0, value.start()) + ODD.get(random.nextInt(ODD.size())) + text.substring(value.end());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
