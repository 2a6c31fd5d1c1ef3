package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.model.ModelFileException.Reason;
import io.github.spectcad.nn.train.FailingBackbone;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final String KERNEL = "weights/head_logits/kernel.f32";

    private static TrainedModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        model = trained("cnn2");
    }

    private static TrainedModel trained(String backbone) throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration(backbone, "early-fusion").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        return Trainer.of(configuration)
                .train(PhantomTraining.training(6), PhantomTraining.validation(4), TrainingListener.NONE)
                .model();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private Path saved() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(model, file);
        return file;
    }

    private Path changed(Consumer<Map<String, byte[]>> change) throws IOException {
        return ChangedModelFile.of(saved(), change);
    }

    private Path withDescription(String from, String to) throws IOException {
        return ChangedModelFile.description(saved(), from, to);
    }

    private static void assertRefused(Reason reason, String part, Path file) {
        ModelFileException e = assertThrows(
                ModelFileException.class, () -> ModelFile.load(file).close());
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(e.getMessage().contains(part) && e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void loadedModelPredictsBitEqual() throws IOException {
        List<PatientStudy> patients = PhantomTraining.patients(8);
        List<Prediction> expected = model.classify(patients);
        try (CadClassifier loaded = ModelFile.load(saved())) {
            assertEquals(expected, loaded.classify(patients));
            assertEquals(expected.get(3), loaded.classify(patients.get(3)));
            assertEquals(model.thresholds(), loaded.thresholds());
        }
        assertEquals(8, expected.stream().map(Prediction::lad).distinct().count());
    }

    @Test
    void savingALoadedModelGivesTheSameBytes() throws IOException {
        Path first = saved();
        Path second = folder.resolve("second.zip");
        try (TrainedModel loaded = ModelFile.load(first)) {
            assertEquals(model.description(), loaded.description());
            assertEquals(model.weightsFingerprint(), loaded.weightsFingerprint());
            ModelFile.save(loaded, second);
        }
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertEquals(model.description(), ModelFile.describe(second));
    }

    @Test
    void descriptionSaysWhatAModelCardNeeds() throws IOException {
        try (ZipFile zip = new ZipFile(saved().toFile())) {
            String json = new String(
                    zip.getInputStream(zip.getEntry(ModelFile.DESCRIPTION)).readAllBytes(), StandardCharsets.UTF_8);
            for (String part : List.of(
                    "\"formatVersion\" : 3",
                    Prediction.RESEARCH_USE_ONLY,
                    "\"backbone\" : \"cnn2\"",
                    "\"fusion\" : \"early-fusion\"",
                    "\"strategy\" : \"task-1\"",
                    "\"pixels\" : 32",
                    "\"seed\" : 5",
                    "rest, stress",
                    "sex, age_years, weight_kg, height_cm",
                    "\"outputs\" : [ \"lad\", \"rca\", \"lcx\" ]",
                    "\"thresholds\"",
                    "\"standardDeviations\"",
                    "\"trainingFingerprint\"",
                    "\"vesselAuc\"",
                    "ND4J")) {
                assertTrue(json.contains(part), part + " in " + json);
            }
            assertFalse(json.contains("io.github"), "no class names");
        }
    }

    @Test
    void concurrentCallersGetTheSamePredictions() throws Exception {
        List<PatientStudy> patients = PhantomTraining.patients(10);
        List<Prediction> expected = model.classify(patients);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Prediction>>> results = pool.invokeAll(
                    java.util.Collections.<Callable<List<Prediction>>>nCopies(8, () -> model.classify(patients)));
            for (Future<List<Prediction>> result : results) {
                assertEquals(expected, result.get());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void mapsOfAnotherSizeAreRefused() {
        PatientStudy large = PhantomCohort.of(20, 1).patients().get(0).study(2 * PhantomTraining.PIXELS);
        String message = assertThrows(IllegalArgumentException.class, () -> model.classify(large))
                .getMessage();
        assertTrue(message.contains("64 x 64") && message.contains("takes 32 x 32"), message);
    }

    @Test
    void missingMapsAreNamed() {
        PatientStudy patient = PhantomTraining.patients(1).get(0);
        PatientStudy restOnly = new PatientStudy(
                "p7",
                patient.map(PerfusionState.REST),
                Optional.empty(),
                patient.clinical(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        String message = assertThrows(IllegalArgumentException.class, () -> model.classify(restOnly))
                .getMessage();
        assertTrue(message.contains("p7") && message.contains("stress"), message);
    }

    @Test
    void closedModelsSaySo() throws IOException {
        TrainedModel loaded = ModelFile.load(saved());
        loaded.close();
        loaded.close();
        assertThrows(IllegalStateException.class, () -> loaded.classify(PhantomTraining.patients(1)));
    }

    @Test
    void theVersionOfTheLibraryIsThatOfItsPom() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = model.description().versions().library();
        assertTrue(pom.contains("<version>" + version + "</version>"), version);
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        Path file = withDescription("\"formatVersion\" : 3", "\"colour\" : [1, {}], \"formatVersion\" : 3");
        assertEquals(model.description(), ModelFile.describe(file));
    }

    @Test
    void unknownVersionsAreRefused() throws Exception {
        assertRefused(
                Reason.UNKNOWN_VERSION,
                "format version is 4",
                withDescription("\"formatVersion\" : 3", "\"formatVersion\" : 4"));
        assertRefused(
                Reason.UNKNOWN_VERSION,
                "format version is missing",
                withDescription("\"formatVersion\" : 3", "\"version\" : 3"));
    }

    @Test
    void badDescriptionsAreRefused() throws Exception {
        assertRefused(Reason.BAD_DESCRIPTION, "not valid", withDescription("\"pixels\" : 32", "\"pixels\" : -3"));
        assertRefused(Reason.BAD_DESCRIPTION, "not valid", withDescription("\"pixels\" : 32", "\"pixel\" : 32"));
        assertRefused(Reason.BAD_DESCRIPTION, "cannot be built", withPixels(3));
        assertRefused(Reason.BAD_DESCRIPTION, "not valid", withDescription("\"rca\"", "\"lm\""));
        assertRefused(
                Reason.BAD_DESCRIPTION,
                "not valid",
                changed(entries ->
                        entries.put(ModelFile.DESCRIPTION, "{\"formatVersion\": 1".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void hugeNetworksAreRefusedBeforeTheyAreAllocated() throws Exception {
        assertRefused(Reason.WRONG_WEIGHTS, "head_dense1", withPixels(1024));
        assertRefused(Reason.BAD_DESCRIPTION, "pixels is 3000: must be from 1 to 2048", withPixels(3000));
        assertRefused(Reason.WRONG_WEIGHTS, "head_dense1", withDescription("\"units\" : 16", "\"units\" : 2000000000"));
    }

    /** Everywhere in the description. */
    private Path withPixels(int pixels) throws IOException {
        return ChangedModelFile.description(
                saved(),
                json -> json.replace("\"pixels\" : 32", "\"pixels\" : " + pixels)
                        .replace("[ 2, 32, 32 ]", "[ 2, " + pixels + ", " + pixels + " ]"));
    }

    @Test
    void missingPluginsAreNamed() throws Exception {
        assertRefused(Reason.MISSING_PLUGIN, "'cnn7'", withDescription("\"cnn2\"", "\"cnn7\""));
        assertRefused(Reason.MISSING_PLUGIN, "mid-fusion", withDescription("\"early-fusion\"", "\"mid-fusion\""));
        Path file = folder.resolve("plugin.zip");
        FailingBackbone.onClassPath(folder, Integer.MAX_VALUE, () -> {
            try (TrainedModel plugin = trained(FailingBackbone.ID)) {
                ModelFile.save(plugin, file);
            }
            ModelFile.load(file).close();
            return file;
        });
        assertRefused(Reason.MISSING_PLUGIN, FailingBackbone.ID, file);
    }

    @Test
    void wrongWeightsAreRefused() throws Exception {
        assertRefused(Reason.MISSING_ENTRY, "head_logits/kernel", changed(entries -> entries.remove(KERNEL)));
        assertRefused(
                Reason.EXTRA_ENTRY, "weights/more/bias", changed(e -> e.put("weights/more/bias.f32", new byte[4])));
        assertRefused(
                Reason.WRONG_WEIGHTS,
                "head_logits/kernel",
                changed(e -> e.put(KERNEL, Arrays.copyOf(e.get(KERNEL), e.get(KERNEL).length - 4))));
        assertRefused(Reason.NOT_FINITE, KERNEL, changed(e -> Arrays.fill(e.get(KERNEL), 0, 4, (byte) 0xff)));
        // 16 + 4 clinical features into 3 logits: the same number of values in another shape
        assertRefused(Reason.WRONG_WEIGHTS, "head_logits/kernel", swappedShape());
    }

    private Path swappedShape() throws Exception {
        return changed(entries -> {
            String json = new String(entries.get(ModelFile.DESCRIPTION), StandardCharsets.UTF_8);
            int at = json.indexOf('[', json.indexOf("head_logits/kernel"));
            int end = json.indexOf(']', at);
            String swapped = json.substring(0, at) + "[ 30, 2 ]" + json.substring(end + 1);
            entries.put(ModelFile.DESCRIPTION, swapped.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void damageAnywhereIsRefusedOrHarmless() throws IOException {
        byte[] good = Files.readAllBytes(saved());
        Path damaged = folder.resolve("damaged.zip");
        Random random = new Random(3);
        for (int i = 0; i < 120; i++) {
            byte[] bytes = good.clone();
            if (i % 3 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(damaged, bytes);
            try (TrainedModel loaded = ModelFile.load(damaged)) {
                assertEquals(model.description(), loaded.description());
                assertEquals(model.weightsFingerprint(), loaded.weightsFingerprint());
            } catch (ModelFileException e) {
                assertTrue(e.getMessage().contains("damaged.zip"), e.getMessage());
            }
        }
    }
}
