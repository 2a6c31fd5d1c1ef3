package io.github.spectcad.cli;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.phantom.PhantomPatient;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.explain.InputGradient;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.PatientEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast a network trains and predicts on this machine. */
@Command(
        name = "bench",
        header = "Measure the speed and memory of a network.",
        description = {
            "Measure a network on this machine: the time of a training step (forward pass with dropout, loss with L2"
                    + " penalty, backward pass, update by Adam), of the prediction of one patient and of its explanation by"
                    + " input gradient, each as the median"
                    + " of " + BenchCommand.REPETITIONS + " timed runs after " + BenchCommand.WARM_UP
                    + " warm-up runs, and the"
                    + " peak resident memory of the process in MB of 2^20 bytes (Linux only). The patients are"
                    + " simulated and ready in memory; the head is the paper's.",
            "Close other programs first. OMP_NUM_THREADS sets the number of threads."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    static final int WARM_UP = 5;
    static final int REPETITIONS = 15;

    private static final double LEARNING_RATE = 0.001;
    private static final long SEED = 1;
    private static final double NANOSECONDS_IN_A_MILLISECOND = 1e6;

    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "ID",
            description = "Backbone ID; 'spect list backbones' prints them.")
    private String backbone;

    @Option(
            names = "--input",
            paramLabel = "ID",
            defaultValue = "early-fusion",
            description = "Input: rest, stress, early-fusion or late-fusion (default: ${DEFAULT-VALUE}).")
    private String input;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            defaultValue = "290",
            description = "Width and height of the maps (default: ${DEFAULT-VALUE}).")
    private int pixels;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "2",
            description = "Patients per training step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, batch >= 1, "--batch is " + batch + ": must be at least 1");
        FusionStrategy fusion = Usage.of(spec, () -> FusionStrategies.load().require(input));
        Backbone chosen = Usage.of(spec, () -> Backbones.load().require(backbone));
        Usage.require(
                spec,
                pixels >= chosen.minimumPixels(),
                "--pixels is " + pixels + ": " + backbone + " takes at least " + chosen.minimumPixels());
        NnBackend backend = NnBackend.require();
        spec.commandLine().getErr().println("spect: " + backend.describe());
        NetworkSpec network = new NetworkSpec(backbone, input, pixels, HeadSpec.PAPER);
        double trainMillis;
        double predictMillis;
        double explainMillis;
        try (Network built = network.assemble(chosen, fusion, SEED)) {
            PatientEncoder encoder =
                    new PatientEncoder(fusion.inputs(), pixels, MapScaler.IDENTITY, true, FeatureScaler.IDENTITY);
            List<PhantomPatient> patients = PhantomCohort.of(Math.max(batch, PhantomCohort.MIN_PATIENTS), SEED)
                    .patients()
                    .subList(0, batch);
            trainMillis = train(built, encoder, patients);
            predictMillis = predict(built, encoder, patients.get(0));
            explainMillis = explain(built, encoder, patients.get(0));
        }
        show(backend, trainMillis, predictMillis, explainMillis, PeakMemory.megabytes());
        return 0;
    }

    private double train(Network network, PatientEncoder encoder, List<PhantomPatient> patients) {
        List<float[]> inputs = encode(encoder, patients);
        float[] labels = labels(patients);
        try (TrainingSession session = network.train(Adam.KERAS)) {
            return medianMillis("training", step -> session.step(inputs, labels, LEARNING_RATE, step));
        }
    }

    private double predict(Network network, PatientEncoder encoder, PhantomPatient patient) {
        List<float[]> inputs = encode(encoder, List.of(patient));
        try (FrozenNetwork frozen = network.freeze()) {
            return medianMillis("predicting", i -> frozen.probabilities(inputs, 1));
        }
    }

    private double explain(Network network, PatientEncoder encoder, PhantomPatient patient) {
        List<float[]> inputs = encode(encoder, List.of(patient));
        int images = encoder.images().size();
        try (SaliencySession session = network.saliency()) {
            return medianMillis("explaining", i -> new InputGradient().attribute(session, inputs, images, 0));
        }
    }

    private List<float[]> encode(PatientEncoder encoder, List<PhantomPatient> patients) {
        List<PatientStudy> studies =
                patients.stream().map(patient -> patient.study(pixels)).toList();
        List<float[]> inputs = encoder.allocate(patients.size());
        encoder.encode(studies, inputs);
        return inputs;
    }

    private static float[] labels(List<PhantomPatient> patients) {
        float[] labels = new float[patients.size() * VesselTerritory.ORDER.size()];
        int i = 0;
        for (PhantomPatient patient : patients) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                labels[i++] = patient.trueAngiography().labels().isPositive(vessel) ? 1 : 0;
            }
        }
        return labels;
    }

    /** Median time of some work that is told how often it has run. */
    private double medianMillis(String task, IntConsumer work) {
        Progress progress = new Progress(spec.commandLine().getErr(), task);
        double[] times = new double[REPETITIONS];
        for (int i = -WARM_UP; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            work.accept(i + WARM_UP);
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / NANOSECONDS_IN_A_MILLISECOND;
            }
            int done = i + WARM_UP + 1;
            progress.update((double) done / (WARM_UP + REPETITIONS), done + " of " + (WARM_UP + REPETITIONS));
        }
        progress.done(REPETITIONS + " timed");
        Arrays.sort(times);
        return times[REPETITIONS / 2];
    }

    private void show(
            NnBackend backend, double trainMillis, double predictMillis, double explainMillis, double peakMegabytes) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("backbone", backbone);
        result.put("input", input);
        result.put("pixels", pixels);
        result.put("batch", batch);
        result.put("train_step_ms", trainMillis);
        result.put("predict_ms", predictMillis);
        result.put("explain_ms", explainMillis);
        result.put("peak_rss_mb", peakMegabytes);
        result.put("threads", backend.threads());
        result.put("onednn", backend.oneDnn());
        json.print(
                spec,
                result,
                () -> String.format(
                        Locale.ROOT,
                        "%s, %s, %d pixels: training step of %d patients %.1f ms, prediction of one %.1f ms,"
                                + " explanation of one %.1f ms, peak resident memory %s, %d thread(s), oneDNN %s",
                        backbone,
                        input,
                        pixels,
                        batch,
                        trainMillis,
                        predictMillis,
                        explainMillis,
                        Double.isNaN(peakMegabytes) ? "unknown" : String.format(Locale.ROOT, "%.0f MB", peakMegabytes),
                        backend.threads(),
                        backend.oneDnn() ? "on" : "off"));
    }
}
