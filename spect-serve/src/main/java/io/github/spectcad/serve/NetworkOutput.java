package io.github.spectcad.serve;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.ShownModel;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The output of a trained network. Safe for concurrent use: one caller at a time is served. */
final class NetworkOutput implements ModelOutput, AutoCloseable {
    private final Path csv;
    private final TrainedModel model;
    private final ShownModel file;
    private final Explainer explainer;

    NetworkOutput(Path csv, TrainedModel model, ShownModel file) {
        this.csv = csv;
        this.model = model;
        this.file = file;
        this.explainer = Explainer.of(model);
    }

    private NetworkSpec network() {
        return model.description().training().network();
    }

    @Override
    public String name() {
        return network().backbone() + ", " + network().fusion();
    }

    @Override
    public Optional<ShownModel> file() {
        return Optional.of(file);
    }

    @Override
    public synchronized Shown of(String patientId) throws IOException {
        PatientStudy patient = CohortCsv.read(
                        csv,
                        CohortReadOptions.DEFAULT
                                .withStates(model.states().toArray(PerfusionState[]::new))
                                .withPixels(network().pixels())
                                .withPatients(Set.of(patientId)))
                .cohort()
                .patient(patientId);
        Map<VesselTerritory, List<Saliency>> saliency = new EnumMap<>(VesselTerritory.class);
        Explanation last = null;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            Explanation explanation = explainer.explain(
                    patient, vessel, SaliencyMethods.defaultFor(model.description()), MapGate.refusing());
            List<Saliency> maps = new ArrayList<>();
            for (PerfusionState state : explanation.states()) {
                maps.add(new Saliency(
                        state,
                        explanation.map(state).pixels(),
                        explanation.map(state).disc(),
                        explanation.saliency(state)));
            }
            saliency.put(vessel, List.copyOf(maps));
            last = explanation;
        }
        ImageUse use = model.description().imageUse();
        return new Shown(last.prediction(), model.thresholds(), saliency, use.looksAtImage() ? "" : use.describe());
    }

    @Override
    public synchronized void close() {
        explainer.close();
    }
}
