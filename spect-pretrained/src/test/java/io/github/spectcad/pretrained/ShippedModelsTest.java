package io.github.spectcad.pretrained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.phantom.SimulatedPatients;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.PretrainedModel;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.Pretrainer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** About 4 s on one core. */
class ShippedModelsTest {
    private static final int PATIENTS = 300;

    static Stream<PretrainedModel> models() throws IOException {
        return PretrainedModel.onClassPath().stream();
    }

    @Test
    void thereAreModelsForTheSmallBackbonesWithBothMapsAndStressInUnderTenMegabytes() throws IOException {
        Set<String> ids = models().map(model -> model.backbone() + " " + model.fusion() + " " + model.pixels())
                .collect(Collectors.toSet());
        assertEquals(Set.of("cnn1 early-fusion 32", "cnn1 stress 32", "cnn2 early-fusion 32", "cnn2 stress 32"), ids);
        long bytes = 0;
        for (PretrainedModel model : models().toList()) {
            try (InputStream in = model.file().openStream()) {
                bytes += in.readAllBytes().length;
            }
        }
        assertTrue(bytes < 10_000_000, bytes + " bytes");
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelIsWhatItsIndexSays(PretrainedModel model) throws IOException {
        try (TrainedModel trained = model.open()) {
            NetworkSpec network = trained.description().training().network();
            assertEquals(model.backbone(), network.backbone());
            assertEquals(model.fusion(), network.fusion());
            assertEquals(model.pixels(), network.pixels());
            assertEquals(Pretrainer.STRATEGY, trained.description().training().strategy());
            assertTrue(trained.description().imageUse().looksAtImage());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aCardSaysWhatTheModelIsMadeFromAndHow(PretrainedModel model) throws IOException {
        String card = model.readCard();
        for (String said : List.of(
                "simulated patients",
                "no patient's data",
                "validated on simulated patients only",
                Prediction.RESEARCH_USE_ONLY,
                "spect pretrain --backbone " + model.backbone() + " --input " + model.fusion())) {
            assertTrue(card.contains(said), "the card of " + model.file() + " does not say: " + said);
        }
    }

    /** Of an endless series that the weights have not seen; .68 is four standard errors below the validation figures. */
    @ParameterizedTest
    @MethodSource("models")
    void aModelKnowsDiseaseOfOtherSimulatedPatients(PretrainedModel model) throws IOException {
        List<PatientStudy> patients = LongStream.range(0, PATIENTS)
                .mapToObj(number -> SimulatedPatients.of(20261127)
                        .patient(number, model.pixels())
                        .study())
                .toList();
        try (TrainedModel trained = model.open()) {
            // some simulated maps are stranger than the gate lets pass
            List<Prediction> predictions = trained.classify(patients, MapGate.warning(finding -> {}));
            assertTrue(auc(predictions, patients) > .68);
        }
    }

    /** Share of pairs of a diseased and a healthy vessel in which the diseased one scores higher. */
    private static double auc(List<Prediction> predictions, List<PatientStudy> patients) {
        long higher = 0;
        long pairs = 0;
        for (int i = 0; i < PATIENTS; i++) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                if (diseased(patients.get(i), vessel)) {
                    for (int j = 0; j < PATIENTS; j++) {
                        for (VesselTerritory other : VesselTerritory.ORDER) {
                            if (!diseased(patients.get(j), other)) {
                                pairs++;
                                double difference = predictions.get(i).probability(vessel)
                                        - predictions.get(j).probability(other);
                                higher += difference > 0 ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }
        return (double) higher / pairs;
    }

    private static boolean diseased(PatientStudy patient, VesselTerritory vessel) {
        return patient.angiography().orElseThrow().labels().isPositive(vessel);
    }
}
