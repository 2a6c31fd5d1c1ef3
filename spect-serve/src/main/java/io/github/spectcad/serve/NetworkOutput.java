package io.github.spectcad.serve;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.OpenCohort;
import io.github.spectcad.io.ShownModel;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The output of a trained network. Safe for concurrent use: explanations are made one at a time, in the order of the callers. */
final class NetworkOutput implements ModelOutput, AutoCloseable {
    private final OpenCohort cohort;
    private final TrainedModel model;
    private final ShownModel file;
    private final Explainer explainer;
    private final Lock explaining = new ReentrantLock(true);

    NetworkOutput(OpenCohort cohort, TrainedModel model, ShownModel file) {
        this.cohort = cohort;
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

    /** The other cores are left to the page. */
    @Override
    public void workAhead() {
        NnBackend.useThreads(1);
    }

    @Override
    public Shown of(String patientId) throws IOException {
        Prediction prediction =
                model.classify(List.of(patient(patientId)), MapGate.refusing()).get(0);
        ImageUse use = model.description().imageUse();
        return new Shown(prediction, model.thresholds(), use.looksAtImage() ? "" : use.describe());
    }

    @Override
    public List<Saliency> saliency(String patientId, VesselTerritory vessel) throws IOException {
        PatientStudy patient = patient(patientId);
        Explanation explanation;
        explaining.lock();
        try {
            explanation = explainer.explain(
                    patient, vessel, SaliencyMethods.defaultFor(model.description()), MapGate.refusing());
        } finally {
            explaining.unlock();
        }
        List<Saliency> maps = new ArrayList<>();
        for (PerfusionState state : explanation.states()) {
            maps.add(new Saliency(
                    state,
                    explanation.map(state).pixels(),
                    explanation.map(state).disc(),
                    explanation.saliency(state)));
        }
        return maps;
    }

    private PatientStudy patient(String patientId) throws IOException {
        return cohort.patient(
                patientId,
                CohortReadOptions.DEFAULT
                        .withStates(model.states().toArray(PerfusionState[]::new))
                        .withPixels(network().pixels()));
    }

    @Override
    public void close() {
        explaining.lock();
        try {
            explainer.close();
        } finally {
            explaining.unlock();
        }
    }
}
