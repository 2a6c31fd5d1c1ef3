package io.github.spectcad.cli;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.picture.BullsEye;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.io.picture.OtsuMask;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.explain.ExplanationCheck;
import io.github.spectcad.nn.explain.PixelCurve;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a prediction rests on. */
@Command(
        name = "explain",
        header = "Draw what a prediction rests on.",
        description = "Draw the saliency of one vessel's prediction over the polar maps, and print its share in each"
                + " territory. The patient is one of a cohort, or given by images and clinical features.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model file.")
    private Path model;

    @Option(
            names = "--vessel",
            paramLabel = "lad|rca|lcx",
            description = "Vessel to explain (default: the one with the highest probability).")
    private Optional<VesselTerritory> vessel = Optional.empty();

    @Option(
            names = "--method",
            paramLabel = "ID",
            description =
                    "Saliency method ID; 'spect list methods' prints them (default: integrated-gradients for models"
                            + " that standardise their maps, as recommended; input-gradient for others, as in the paper).")
    private Optional<String> method = Optional.empty();

    @Option(
            names = "--otsu",
            description =
                    "Show only the saliency above Otsu's threshold, closed and filled, as the authors of the paper"
                            + " did.")
    private boolean otsu;

    @Option(
            names = "--check",
            description = "Also measure whether the explanation deserves belief: how it changes while the weights are"
                    + " randomised, what deleting and inserting pixels in its order does to the probability, and, on"
                    + " simulated patients with known defects, whether it lies in them.")
    private boolean check;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Picture (PNG) to write.")
    private Path out;

    @Option(names = "--cohort", paramLabel = "FILE", description = "Cohort CSV with the patient; needs --patient.")
    private Optional<Path> cohort = Optional.empty();

    @Option(names = "--patient", paramLabel = "ID", description = "Patient of the cohort to explain.")
    private Optional<String> patientId = Optional.empty();

    @Mixin
    private PatientOptions patient;

    @Mixin
    private GateOption gate;

    @Mixin
    private PaletteOption palette;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.require(
                spec, cohort.isPresent() == patientId.isPresent(), "--cohort and --patient must be given together");
        Usage.require(
                spec,
                cohort.isPresent() != patient.hasImage(),
                "give either --cohort and --patient, or the maps of one patient: --rest, --stress or both");
        Optional<SaliencyMethod> named =
                method.map(id -> Usage.of(spec, () -> SaliencyMethods.load().require(id)));
        ClinicalFeatures clinical = patient.clinical(spec);
        List<Path> inputs = OutputOption.inputs(cohort, Optional.of(model));
        inputs.addAll(patient.images());
        output.check(out, inputs);
        MapGate passing = gate.gate();
        try (TrainedModel classifier = ModelFile.load(model);
                Explainer explainer = Explainer.of(classifier)) {
            PatientStudy study = cohort.isPresent()
                    ? CohortPatient.read(
                            cohort.get(),
                            patientId.get(),
                            classifier.description().training().network(),
                            gate.gate())
                    : patient.read(classifier.description().training().network().pixels(), clinical, passing);
            VesselTerritory explained = vessel.orElseGet(() -> Explainer.mostProbable(
                    classifier.classify(List.of(study), passing).get(0)));
            SaliencyMethod chosen = named.orElseGet(() -> SaliencyMethods.defaultFor(classifier.description()));
            Explanation explanation = explainer.explain(study, explained, chosen, passing);
            ImageUse use = classifier.description().imageUse();
            Optional<ExplanationCheck> checked =
                    check ? Optional.of(ExplanationCheck.of(classifier, study, explained, chosen)) : Optional.empty();
            figure(explanation, patientId.orElse(""), doubts(use, checked), otsu, palette.palette(spec))
                    .writePng(out);
            show(explanation, use, checked);
        }
        return 0;
    }

    /** What speaks against the explanation, for the title of its picture; empty where nothing does. */
    static String doubts(ImageUse use, Optional<ExplanationCheck> check) {
        boolean fixed = check.map(figures -> !figures.changesWithWeights()).orElse(false);
        return (use.looksAtImage() ? "" : "NETWORK DOES NOT LOOK AT THE MAPS. ")
                + (fixed ? "EXPLANATION DOES NOT CHANGE WITH THE WEIGHTS. " : "");
    }

    /** The maps of an explanation, each beside its saliency. */
    static BullsEyeFigure figure(
            Explanation explanation, String patient, String doubts, boolean otsu, Palette palette) {
        VesselTerritory vessel = explanation.vessel();
        BullsEyeFigure figure = BullsEyeFigure.titled(String.format(
                Locale.ROOT,
                "%s%s%s: probability %.2f, saliency by %s",
                doubts,
                patient.isEmpty() ? "" : patient + ", ",
                vessel,
                explanation.prediction().probability(vessel),
                explanation.method()));
        for (PerfusionState state : explanation.states()) {
            PolarMap map = explanation.map(state);
            double[] saliency = explanation.saliency(state);
            double[] shown = otsu ? OtsuMask.apply(saliency, map.pixels()) : saliency;
            figure = figure.with(BullsEye.ofMap(map, palette).withValues())
                    .with(BullsEye.ofSaliency(map, shown, PaletteOption.SALIENCY)
                            .withValues());
        }
        return figure;
    }

    private void show(Explanation explanation, ImageUse use, Optional<ExplanationCheck> checked) {
        Map<VesselTerritory, Double> shares = explanation.territoryShares();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("vessel", explanation.vessel().id());
        result.put("method", explanation.method());
        result.put("probability", explanation.prediction().probability(explanation.vessel()));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "wrote %s: %s, probability %.3f%nshare of the saliency in each territory:%n",
                out,
                explanation.vessel(),
                explanation.prediction().probability(explanation.vessel())));
        shares.forEach((territory, share) -> {
            result.put("share_" + territory.id(), share);
            text.append(String.format(Locale.ROOT, "  %s %.3f%n", territory, share));
        });
        result.put("looks_at_image", use.looksAtImage());
        if (!use.looksAtImage()) {
            text.append(use.describe()).append(System.lineSeparator());
        }
        checked.ifPresent(figures -> {
            result.put("check", json(figures));
            text.append(System.lineSeparator()).append(figures.describe()).append(System.lineSeparator());
        });
        result.put("picture", out.toString());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> text + Prediction.RESEARCH_USE_ONLY);
    }

    private static Map<String, Object> json(ExplanationCheck check) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changes_with_weights", check.changesWithWeights());
        result.put(
                "randomisation",
                check.randomisation().stream()
                        .map(stage -> Map.of(
                                "first_layer",
                                stage.firstLayer(),
                                "layers",
                                stage.layers(),
                                "correlation",
                                stage.correlation()))
                        .toList());
        result.put("deletion", json(check.deletion()));
        result.put("insertion", json(check.insertion()));
        check.localisation().ifPresent(place -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("patients", place.patients());
            figures.put("pointing_hits", place.hits());
            figures.put(
                    "pointing_ci",
                    List.of(place.pointing().lower(), place.pointing().upper()));
            figures.put("share_inside_defect", place.inside());
            figures.put("share_of_area", place.area());
            result.put("localisation", figures);
        });
        return result;
    }

    private static Map<String, Object> json(PixelCurve curve) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("area", curve.area());
        result.put("turned_area", curve.turnedArea());
        result.put("probabilities", curve.probabilities());
        return result;
    }
}
