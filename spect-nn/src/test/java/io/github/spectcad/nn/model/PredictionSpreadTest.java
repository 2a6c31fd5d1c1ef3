package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.train.EnsembleTrainer;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionSpreadTest {
    private final PatientStudy patient = PhantomTraining.patients(1).get(0);

    private static TrainedModel trained(int seeds) throws IOException {
        return EnsembleTrainer.of(PhantomTraining.configuration("cnn1", "early-fusion"), new Averaging(1, seeds, 0))
                .train(
                        List.of(new EnsembleTrainer.Fold(PhantomTraining.training(8), PhantomTraining.validation(4))),
                        TrainingListener.NONE)
                .model();
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @Test
    void thePredictionIsTheMeanOfTheMembersLogitsAndLiesInItsInterval() throws IOException {
        try (TrainedModel model = trained(2)) {
            PredictionSpread spread = model.spread(patient, MapGate.refusing());
            assertEquals(model.classify(patient), spread.prediction());
            assertEquals(2, spread.members().size());
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                double p = spread.prediction().probability(vessel);
                double mean = (logit(spread.members().get(0).probability(vessel))
                                + logit(spread.members().get(1).probability(vessel)))
                        / 2;
                assertEquals(logit(p), mean, 1e-3);
                List<Double> interval = spread.interval(vessel);
                assertTrue(interval.get(0) < p && p < interval.get(1));
                assertTrue(PredictionSpread.deviation(spread.members(), vessel) > 0);
            }
        }
    }

    @Test
    void oneNetworkVariesByDropoutAndTurnedMapsAloneAndAlwaysAlike() throws IOException {
        try (TrainedModel model = trained(1)) {
            PredictionSpread spread = model.spread(patient, MapGate.refusing());
            assertEquals(1, spread.members().size());
            assertEquals(0, PredictionSpread.deviation(spread.members(), VesselTerritory.LAD));
            assertTrue(PredictionSpread.deviation(spread.dropout(), VesselTerritory.LAD) > 0);
            assertTrue(PredictionSpread.deviation(spread.turned(), VesselTerritory.LAD) > 0);
            assertEquals(spread, model.spread(patient, MapGate.refusing()));
        }
    }
}
