package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.spectcad.nn.train.FailingBackbone;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated model files, seeded: archives with some bytes changed, and whole ones whose description or entries were changed and
 * whose checksums are right; half are described, half loaded. The model is of a tiny network, for what is read besides the
 * weights does not depend on their number. A slice runs with the tests; {@code -Dhostile.inputs=200000} runs as many.
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
    private static final float[] ODD_WEIGHTS = {
        Float.NaN, Float.POSITIVE_INFINITY, -1, -0f, Float.MAX_VALUE, Float.MIN_VALUE
    };
    private static final String[] ODD_NAMES = {
        "", "/", "../", "a/b/", ".f32", ".F32", "\u0000", "\u00E9", "a".repeat(2100)
    };

    @TempDir
    private Path folder;

    @Test
    void mutatedModelsAreReadOrRefusedWithAReason(@TempDir Path plugin) throws Exception {
        FailingBackbone.onClassPath(plugin, Integer.MAX_VALUE, () -> {
            readMutated(saved());
            return null;
        });
    }

    private Path saved() throws IOException {
        Path good = folder.resolve("good.zip");
        TrainingConfiguration configuration =
                PhantomTraining.configuration(FailingBackbone.ID, "early-fusion").toBuilder()
                        .settings(s -> s.epochs(1))
                        .build();
        try (TrainedModel model = Trainer.of(configuration)
                .train(PhantomTraining.training(6), PhantomTraining.validation(4), TrainingListener.NONE)
                .model()) {
            ModelFile.save(model, good);
        }
        return good;
    }

    private void readMutated(Path good) throws IOException {
        byte[] archive = Files.readAllBytes(good);
        Path file = folder.resolve("model.zip");
        Random random = new Random(SEED);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int described = 0;
        int loaded = 0;
        long handles = handles();
        for (int i = 0; i < INPUTS; i++) {
            write(file, archive, i % 3, random);
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long cpu = thread.getCurrentThreadCpuTime();
            try {
                if (i % 2 == 0) {
                    ModelFile.load(file).close();
                    loaded++;
                } else {
                    ModelFile.describe(file);
                    described++;
                }
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
        assertTrue(described > 0 && loaded > 0, described + " were described and " + loaded + " loaded");
        assertTrue(described + loaded < INPUTS, described + loaded + " of " + INPUTS + " were read");
        assertTrue(handles() <= handles + 8, "open files grew from " + handles + " to " + handles());
    }

    private static void write(Path file, byte[] archive, int kind, Random random) throws IOException {
        if (kind == 0) {
            Files.write(file, bytes(archive, random));
            return;
        }
        Files.write(file, archive);
        if (kind == 1) {
            ChangedModelFile.of(
                    file,
                    entries ->
                            entries.computeIfPresent(ModelFile.DESCRIPTION, (name, json) -> description(json, random)));
        } else {
            ChangedModelFile.of(file, entries -> change(entries, random));
        }
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

    /** An entry of weights with other values, of another length, under another name, left out or there once more. */
    private static void change(Map<String, byte[]> entries, Random random) {
        List<String> names = entries.keySet().stream()
                .filter(name -> !name.equals(ModelFile.DESCRIPTION))
                .toList();
        String name = names.get(random.nextInt(names.size()));
        byte[] values = entries.get(name);
        switch (random.nextInt(6)) {
            case 0 -> entries.put(name, withValue(values, ODD_WEIGHTS[random.nextInt(ODD_WEIGHTS.length)], random));
            case 1 -> entries.put(name, bytes(values, random));
            case 2 -> entries.put(name, Arrays.copyOf(values, random.nextInt(2 * values.length)));
            case 3 ->
                entries.put(name.replace(".f32", ODD_NAMES[random.nextInt(ODD_NAMES.length)]), entries.remove(name));
            case 4 -> entries.remove(name);
            default -> entries.put(ODD_NAMES[random.nextInt(ODD_NAMES.length)] + name, values);
        }
    }

    private static byte[] withValue(byte[] values, float value, Random random) {
        byte[] changed = values.clone();
        ByteBuffer.wrap(changed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(random.nextInt(changed.length / Float.BYTES) * Float.BYTES, value);
        return changed;
    }
}
