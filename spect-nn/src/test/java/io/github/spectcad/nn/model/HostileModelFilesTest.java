package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.ModelFileException.Reason;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model file comes from a stranger: whatever is in it, loading refuses it cheaply and says why, or predicts. */
class HostileModelFilesTest {
    private static final String VARIANCE = "weights/bn1/moving_variance.f32";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static byte[] good;

    @BeforeAll
    static void train() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn2", "early-fusion").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        try (TrainedModel model = Trainer.of(configuration)
                .train(PhantomTraining.training(6), PhantomTraining.validation(4), TrainingListener.NONE)
                .model()) {
            ModelFile.save(model, shared.resolve("good.zip"));
        }
        good = Files.readAllBytes(shared.resolve("good.zip"));
    }

    private Path saved() throws IOException {
        return Files.write(folder.resolve("model.zip"), good);
    }

    private static String refused(Reason reason, Path file) {
        ModelFileException e = assertThrows(
                ModelFileException.class, () -> ModelFile.load(file).close());
        assertEquals(reason, e.reason(), e.getMessage());
        String said = e.getMessage().substring(file.toString().length());
        assertTrue(e.getMessage().startsWith(file.toString() + ": ") && said.length() < 700, e.getMessage());
        assertTrue(said.chars().noneMatch(Character::isISOControl), e.getMessage());
        return said;
    }

    @Test
    void namesOfManyPartsAreReadWithoutRecursion() throws IOException {
        for (int parts : new int[] {900, 1500, 20_000}) {
            String name = "weights" + "/a".repeat(parts) + ".f32";
            Path file = ChangedModelFile.of(saved(), entries -> entries.put(name, new byte[4]));
            refused(name.length() > 2000 ? Reason.UNSAFE_NAME : Reason.EXTRA_ENTRY, file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'cnn2', '\\u001b[31mcnn2\\u001b[0m'",
        "'cnn2', 'cnn2\\nspect: all is well'",
        "'early-fusion', 'early-fusion\\u0007'",
        "'task-1', 'task-1\\r\\u2028spect: done'",
        "'BINARY', '\\u001b]0;title\\u0007'",
        "'head_logits/kernel', 'head_logits/\\u001b[2Jkernel'",
        "'rest_stress', '\\u0085rest_stress'",
        "'linux', '\\u001b[31m'"
    })
    void textOfTheFileReachesNoTerminalRaw(String from, String to) throws IOException {
        String json = from.equals("linux") ? System.getProperty("os.name") : from;
        refused(
                Reason.BAD_DESCRIPTION,
                ChangedModelFile.description(saved(), json, json.equals(from) ? to : "Linux" + to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn2", "early-fusion", "task-1", "BINARY", "rest_stress", "head_logits/kernel"})
    void textsOfAMegabyteAreCut(String text) throws IOException {
        refused(Reason.BAD_DESCRIPTION, ChangedModelFile.description(saved(), text, "a".repeat(1_000_000)));
    }

    @Test
    void idsThatNobodyHasAreQuotedShortInEveryMessage() {
        ProviderCatalog<?> empty = ProviderCatalog.of("backbone", List.of());
        String id = "\u001b[31m" + "x".repeat(1_000_000);
        String message = assertThrows(IllegalArgumentException.class, () -> empty.require(id))
                .getMessage();
        assertTrue(message.length() < 500 && message.indexOf('\u001b') < 0, message);
    }

    @Test
    void negativeVariancesAreRefusedWhenTheFileIsRead() throws IOException {
        Path file = ChangedModelFile.of(saved(), entries -> {
            String name = entries.keySet().stream()
                    .filter(n -> n.endsWith("moving_variance.f32"))
                    .findFirst()
                    .orElse(VARIANCE);
            entries.put(name, withFirst(entries.get(name), -1f));
        });
        assertTrue(refused(Reason.BAD_WEIGHT, file).contains("moving_variance is -1.0: must be at least 0.0"));
    }

    @Test
    void negativeVariancesAreRefusedByNetworksFromWhereverTheyCome() throws IOException {
        try (Network network = ModelFile.describe(saved()).training().network().assemble(1)) {
            String name = network.parameters().stream()
                    .map(p -> p.name())
                    .filter(n -> n.endsWith("moving_variance"))
                    .findFirst()
                    .orElseThrow();
            float[] values = network.parameterValues(name);
            values[1] = -0.5f;
            String message = assertThrows(IllegalArgumentException.class, () -> network.setParameter(name, values))
                    .getMessage();
            assertTrue(message.contains("-0.5 at index 1: must be at least 0.0"), message);
        }
    }

    private static byte[] withFirst(byte[] floats, float value) {
        byte[] changed = floats.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
        return changed;
    }

    @Test
    void descriptionsOfManyMegabytesAreRefusedUnread() throws IOException {
        Path file = ChangedModelFile.description(
                saved(), json -> json.replaceFirst("\\{", "{ \"x\" : [" + "{},".repeat(5_000_000) + "{}],"));
        long before = allocated();
        assertTrue(refused(Reason.TOO_LARGE, file).contains("model.json"));
        assertTrue(allocated() - before < 10 << 20);
    }

    @Test
    void unknownFieldsTakeNoMemory() throws IOException {
        Path file = ChangedModelFile.description(
                saved(), json -> json.replaceFirst("\\{", "{ \"x\" : [" + "{},".repeat(600_000) + "{}],"));
        long before = allocated();
        assertEquals("cnn2", ModelFile.describe(file).training().network().backbone());
        long used = allocated() - before;
        assertTrue(used < 40 << 20, "took " + used + " bytes for a text of 1.8 MB");
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void weightsThatAreNotInTheFileAreNotAllocated() throws IOException {
        // units of the head for 64 MB of zeros, which deflate to a thousandth
        Path file = ChangedModelFile.of(saved(), entries -> {
            String json = new String(entries.get(ModelFile.DESCRIPTION), StandardCharsets.UTF_8);
            int kernel = entries.get("weights/head_dense1/kernel.f32").length / 16;
            int units = (64 << 20) / kernel;
            entries.put("weights/head_dense1/kernel.f32", new byte[kernel * units]);
            entries.put(
                    ModelFile.DESCRIPTION,
                    json.replace("\"units\" : 16", "\"units\" : " + units).getBytes(StandardCharsets.UTF_8));
            entries.keySet().stream()
                    .filter(name -> name.contains("conv"))
                    .forEach(name -> entries.put(name, new byte[entries.get(name).length]));
        });
        assertTrue(Files.size(file) < 2_000_000);
        assertTrue(refused(Reason.TOO_LARGE, file).contains("allowed are 20 times the file"));
    }

    @Test
    void inputsMustBeThoseOfTheNetwork() throws IOException {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("\"rest_stress\"", "\"stress_rest\"");
        changes.put("[ 2, 32, 32 ]", "[ 2, 32, 31 ]");
        changes.put("[ 4 ]", "[ 5 ]");
        changes.put("\"clinical\"", "\"rest_stress\"");
        for (var change : changes.entrySet()) {
            Path file = ChangedModelFile.description(saved(), change.getKey(), change.getValue());
            assertTrue(refused(Reason.BAD_DESCRIPTION, file).contains("the network takes {rest_stress=[2, 32, 32]"));
        }
    }

    @Test
    void weightsDescribedTwiceAreRefused() throws IOException {
        Path file = ChangedModelFile.description(
                saved(), json -> json.replaceFirst("(\"weights\" : \\[)( \\{[^}]*\\},)", "$1$2$2"));
        assertTrue(refused(Reason.BAD_DESCRIPTION, file).contains("are described twice"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"strategy\" : \"task-1\"  | \"strategy\" : \"Task 1!\" | training strategy id",
                "\"strategy\" : \"task-1\"  | \"strategy\" : null | strategy",
                "\"pixels\" : 32            | \"pixels\" : 32.5 | 32.5",
                "\"pixels\" : 32            | \"pixels\" : \"32\" | String",
                "\"pixels\" : 32            | \"pixels\" : 32, \"pixels\" : 32 | Duplicate field",
                "\"accuracy\" : \"BINARY\"  | \"accuracy\" : 0 | AccuracyRule",
                "\"outputs\" : [            | \"outputs\" : null, \"x\" : [ | outputs",
                "\"thresholds\" : [         | \"thresholds\" : [ NaN, | NaN",
                "\"epoch\" : 1              | \"epoch\" : 7 | epoch is 7",
                "\"trainingPatients\" : 6   | \"trainingPatients\" : -6 | trainingPatients is -6",
                "\"weights\" : [            | \"weights\" : [ { \"name\" : \"a/b\", \"dimensions\" : [ -1 ] }, | extents",
                "\"weights\" : [            | \"weights\" : [ null, | weights",
            })
    void everyValueOfTheDescriptionIsChecked(String from, String to, String part) throws IOException {
        String said = refused(Reason.BAD_DESCRIPTION, ChangedModelFile.description(saved(), from, to));
        assertTrue(said.contains(part), said);
        assertFalse(said.contains("io.github.spectcad.nn.model.ModelDescription`"), said);
    }

    @Test
    void deeplyNestedDescriptionsAreRefused() throws IOException {
        Path file = ChangedModelFile.description(
                saved(),
                json -> json.replaceFirst("\\{", "{ \"x\" : " + "[".repeat(100_000) + "]".repeat(100_000) + ","));
        refused(Reason.BAD_DESCRIPTION, file);
    }

    @Test
    void archivesWithEntriesForFoldersAreRead() throws IOException {
        Path file = ChangedModelFile.of(saved(), entries -> {
            entries.put("weights/", new byte[0]);
            entries.put("weights/head_logits/", new byte[0]);
        });
        ModelFile.load(file).close();
        assertTrue(refused(
                        Reason.UNSAFE_NAME,
                        ChangedModelFile.of(saved(), entries -> entries.put("weights/../../", new byte[0])))
                .contains("could lie outside"));
    }

    @Test
    void encryptedArchivesAreNamedAsSuch() throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), withHeaderField(good, 6, 8, 1));
        assertTrue(refused(Reason.UNSUPPORTED_ZIP, file).contains("is encrypted"));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 93, 99}) // bzip2, LZMA, Zstandard, AES
    void archivesOfOtherCompressionsAreNamedAsSuch(int method) throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), withHeaderField(good, 8, 10, method));
        assertTrue(refused(Reason.UNSUPPORTED_ZIP, file).contains("compression method: " + method));
    }

    /** Sets a field of two bytes in all local and central headers. */
    private static byte[] withHeaderField(byte[] zip, int local, int central, int value) {
        byte[] changed = zip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 46 < changed.length; i++) {
            if (buffer.getInt(i) == 0x04034b50) {
                buffer.putShort(i + local, (short) value);
            } else if (buffer.getInt(i) == 0x02014b50) {
                buffer.putShort(i + central, (short) value);
            }
        }
        return changed;
    }

    @Test
    void manyEntriesOfZerosAreNoWayAroundTheLimit() throws IOException {
        byte[] zeros = new byte[4 << 20];
        Path file = ChangedModelFile.of(saved(), entries -> {
            for (int i = 0; i < 12; i++) {
                entries.put("weights/zeros" + i + ".f32", zeros);
            }
            entries.keySet().removeIf(name -> name.contains("conv") || name.contains("head"));
        });
        refused(Reason.TOO_LARGE, file);
    }
}
