package io.github.spectcad.cli;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PredictionSpread;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.trust.Answer;
import io.github.spectcad.study.trust.ConformalSets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a prediction is to say how sure it is, and when it is not to be an answer. */
final class AnswerOptions {
    @Option(
            names = "--coverage",
            paramLabel = "P",
            description =
                    "Answer a vessel only where one label fits: sets of labels hold the truth with probability P for"
                            + " patients like the validation patients; no answer, with the reason, where both or none fit, a map"
                            + " has a fault (with --bad-maps warn) or is unlike the training data.")
    private Optional<Double> coverage = Optional.empty();

    @Option(
            names = "--uncertainty",
            description =
                    "Also give intervals of one patient's probabilities, from the members of an ensemble, dropout and"
                            + " turned maps.")
    private boolean uncertainty;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    void check(boolean cohort) {
        Usage.require(spec, coverage.map(p -> p > 0 && p < 1).orElse(true), "--coverage must lie in (0, 1)");
        Usage.require(
                spec, !(cohort && uncertainty), "--uncertainty takes one patient: give its maps instead of --cohort");
    }

    boolean wanted() {
        return coverage.isPresent();
    }

    /** The sets, learned from the model's own out-of-sample predictions. */
    ConformalSets sets(ModelDescription model) {
        Assurance assurance = model.assurance();
        if (assurance.outOfSample().patients() == 0) {
            throw new IllegalArgumentException(
                    "the model file holds no predictions of validation patients, which --coverage"
                            + " needs: give it some with spect recalibrate, or, of an exported model, which never"
                            + " holds any, predict with the model file");
        }
        return ConformalSets.of(assurance.outOfSample().calibrated(assurance.calibration()), coverage.orElseThrow());
    }

    static Answer answer(CadClassifier model, PatientStudy patient, ConformalSets sets) {
        List<MapFinding> findings = new ArrayList<>();
        Prediction prediction =
                model.classify(List.of(patient), MapGate.warning(findings::add)).get(0);
        return Answer.of(prediction, findings, sets);
    }

    /** Further columns of predictions: the answer for each vessel, and why there is none. */
    Map<String, List<String>> columns(CadClassifier model, ModelDescription description, List<PatientStudy> patients) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        ConformalSets sets = sets(description);
        for (PatientStudy patient : patients) {
            Answer answer = answer(model, patient, sets);
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                columns.computeIfAbsent("answer_" + vessel.id(), name -> new ArrayList<>())
                        .add(answer.of(vessel));
                columns.computeIfAbsent("no_answer_because_" + vessel.id(), name -> new ArrayList<>())
                        .add(answer.reason(vessel).orElse(""));
            }
        }
        return columns;
    }

    /** Adds what was asked for of one patient. */
    void show(
            CadClassifier model,
            ModelDescription description,
            PatientStudy patient,
            MapGate gate,
            Map<String, Object> result,
            StringBuilder text) {
        if (coverage.isPresent()) {
            Answer answer = answer(model, patient, sets(description));
            result.put("coverage", coverage.get());
            text.append(String.format(Locale.ROOT, "answers that are right with probability %.2f:%n", coverage.get()));
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                result.put("answer_" + vessel.id(), answer.of(vessel));
                answer.reason(vessel).ifPresent(reason -> result.put("no_answer_because_" + vessel.id(), reason));
                text.append(String.format(
                        Locale.ROOT,
                        "%-8s %s%s%n",
                        vessel,
                        answer.of(vessel),
                        answer.reason(vessel)
                                .map(reason -> ": " + ErrorText.oneLine(reason))
                                .orElse("")));
            }
            text.append('\n');
        }
        if (uncertainty) {
            if (!(model instanceof TrainedModel network)) {
                throw new IllegalArgumentException(
                        "--uncertainty needs the network itself: give the model file, not the" + " exported one");
            }
            PredictionSpread spread = network.spread(patient, gate);
            text.append("rough 95 % intervals from ")
                    .append(spread.members().size() > 1 ? spread.members().size() + " members, " : "")
                    .append("dropout and turned maps:\n");
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                List<Double> interval = spread.interval(vessel);
                result.put("p_" + vessel.id() + "_interval", interval);
                text.append(
                        String.format(Locale.ROOT, "%-8s [%.3f, %.3f]%n", vessel, interval.get(0), interval.get(1)));
            }
            text.append('\n');
        }
    }
}
