package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.io.picture.ColourMap;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what a prediction rests on. */
@Command(
        name = "explain",
        description = "Draw the saliency of one vessel's prediction over the polar maps, and tell its share in each"
                + " territory.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "M", description = "Model file.")
    private Path model;

    @Option(
            names = "--vessel",
            paramLabel = "lad|rca|lcx",
            description = "Vessel to explain (default: the one of the highest probability).")
    private Optional<VesselTerritory> vessel = Optional.empty();

    @Option(
            names = "--method",
            paramLabel = "ID",
            defaultValue = "input-gradient",
            description = "Saliency method (default: ${DEFAULT-VALUE}).")
    private String method;

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "Picture to write.")
    private Path out;

    @Mixin
    private PatientOptions patient;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!patient.hasImage()) {
            throw new ParameterException(spec.commandLine(), "give the maps the model takes: --rest, --stress or both");
        }
        SaliencyMethod chosen = SaliencyMethods.load().require(method);
        try (TrainedModel classifier = ModelFile.load(model);
                Explainer explainer = Explainer.of(classifier)) {
            PatientStudy study =
                    patient.read(classifier.description().training().network().pixels());
            VesselTerritory explained = vessel.orElseGet(() -> Explainer.mostProbable(classifier.classify(study)));
            Explanation explanation = explainer.explain(study, explained, chosen);
            figure(explanation, "").writePng(out);
            show(explanation);
        }
        return 0;
    }

    /** The maps of an explanation, each beside its saliency. */
    static BullsEyeFigure figure(Explanation explanation, String patient) {
        VesselTerritory vessel = explanation.vessel();
        BullsEyeFigure figure = BullsEyeFigure.titled(String.format(
                Locale.ROOT,
                "%s%s: probability %.2f, saliency by %s",
                patient.isEmpty() ? "" : patient + ", ",
                vessel,
                explanation.prediction().probability(vessel),
                explanation.method()));
        for (PerfusionState state : explanation.states()) {
            figure = figure.withMap(explanation.map(state), ColourMap.GREY)
                    .withSaliency(explanation.map(state), explanation.saliency(state), ColourMap.JET);
        }
        return figure;
    }

    private void show(Explanation explanation) {
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
        result.put("picture", out.toString());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> text + Prediction.RESEARCH_USE_ONLY);
    }
}
