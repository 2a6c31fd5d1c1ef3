package io.github.spectcad.cli;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.ModelPredictions;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts a cohort or one patient. */
@Command(
        name = "predict",
        header = "Predict the patients of a cohort, or one patient.",
        description = "Predict the patients of a cohort, or one patient given by images and clinical features. Maps are"
                + " resized to the model's size. With --report a page of one patient is written, too, who may also be"
                + " one of a cohort.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    private static final int PATIENTS_AT_ONCE = 32;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model or ONNX file.")
    private Path model;

    @Option(names = "--cohort", paramLabel = "FILE", description = "Cohort CSV.")
    private Optional<Path> cohort = Optional.empty();

    @Option(
            names = "--partition",
            paramLabel = "PART",
            description = "Predict only the patients of this partition: train, validation or test.")
    private Optional<Partition> partition = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Predictions (CSV) to write.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--patient", paramLabel = "ID", description = "Predict only this patient of the cohort.")
    private Optional<String> patientId = Optional.empty();

    @Mixin
    private PageOptions page;

    @Mixin
    private PatientOptions patient;

    @Mixin
    private EngineOption engine;

    @Mixin
    private GateOption gate;

    @Mixin
    private DicomOption dicom;

    @Mixin
    private AnswerOptions answers;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (cohort.isPresent() == patient.hasImage()) {
            throw new ParameterException(
                    spec.commandLine(), "give either --cohort and --out, or the images of one patient");
        }
        if (cohort.isPresent() != out.isPresent() && patientId.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--cohort and --out belong together");
        }
        Usage.require(
                spec,
                patientId.isEmpty() || (cohort.isPresent() && out.isEmpty() && partition.isEmpty()),
                "--patient is one of a --cohort, and goes without --out and --partition");
        Usage.require(
                spec,
                !page.isAsked() || cohort.isEmpty() || patientId.isPresent(),
                "--report is the page of one patient: give --patient too");
        answers.check(out.isPresent());
        ClinicalFeatures clinical = patient.clinical(spec);
        if (out.isPresent()) {
            output.check(out.get(), OutputOption.inputs(cohort, Optional.of(model)));
        }
        page.check(spec, output, inputs());
        Usage.require(
                spec,
                !(page.isAsked() || dicom.isAsked()) || !engine.isOnnx(model),
                "--report and --dicom-out need the model file that was exported, not --engine onnx");
        dicom.check(output, inputs());
        try (EngineOption.Loaded loaded = engine.load(model)) {
            if (answers.wanted()) {
                answers.sets(loaded.description());
            }
            if (out.isPresent()) {
                predictCohort(loaded.classifier(), loaded.description());
            } else {
                predictOne(loaded.classifier(), loaded.description(), clinical);
            }
        }
        return 0;
    }

    private List<Path> inputs() throws IOException {
        List<Path> inputs = OutputOption.inputs(cohort, Optional.of(model));
        inputs.addAll(patient.images());
        return inputs;
    }

    private void predictOne(CadClassifier classifier, ModelDescription description, ClinicalFeatures clinical)
            throws IOException {
        NetworkSpec network = description.training().network();
        List<MapFinding> findings = new ArrayList<>();
        MapGate passing = gate.gate(findings::add);
        PatientStudy study = cohort.isPresent()
                ? CohortPatient.read(cohort.get(), patientId.get(), network, passing)
                : patient.read(network.pixels(), clinical, passing);
        if (classifier instanceof TrainedModel trained) {
            dicom.requireSources(trained, List.of(study));
        }
        Prediction prediction = classifier.classify(List.of(study), passing).get(0);
        List<Path> dicomFiles = List.of();
        if (classifier instanceof TrainedModel trained) {
            page.write(spec, trained, study, findings);
            dicomFiles = dicom.write(trained, study, prediction);
        }
        show(classifier, description, study, prediction, passing, dicomFiles);
    }

    private void predictCohort(CadClassifier classifier, ModelDescription description) throws IOException {
        CohortReadOptions options = CohortPatient.options(description.training().network(), gate.gate());
        if (partition.isPresent()) {
            options = options.withPatients(
                    CohortCsv.read(cohort.get(), CohortReadOptions.DEFAULT.withStates()).cohort().patients().stream()
                            .filter(study -> study.partition().equals(partition))
                            .map(PatientStudy::patientId)
                            .collect(Collectors.toSet()));
        }
        List<PatientStudy> patients =
                CohortCsv.read(cohort.get(), options).cohort().patients();
        if (classifier instanceof TrainedModel trained) {
            dicom.requireSources(trained, patients);
        }
        Progress progress = new Progress(spec.commandLine().getErr(), "predicting");
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < patients.size(); from += PATIENTS_AT_ONCE) {
            int to = Math.min(from + PATIENTS_AT_ONCE, patients.size());
            predictions.addAll(classifier.classify(patients.subList(from, to), gate.gate()));
            progress.update((double) to / patients.size(), to + " of " + patients.size() + " patients");
        }
        withRecord(classifier, description, predictions)
                .write(out.get(), answers.wanted() ? answers.columns(classifier, description, patients) : Map.of());
        List<Path> dicomFiles =
                classifier instanceof TrainedModel trained ? dicom.write(trained, patients, predictions) : List.of();
        progress.done(predictions.size() + " patients");
        Map<String, Object> result = new LinkedHashMap<>();
        Calibration calibration = description.assurance().calibration();
        result.put("predictions", out.get().toString());
        result.put("patients", predictions.size());
        if (!dicomFiles.isEmpty()) {
            result.put("dicom", dicomFiles.stream().map(Path::toString).toList());
        }
        result.put("calibration", calibration.method().id());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> "wrote predictions for " + predictions.size() + " patients to " + out.get() + "\n"
                        + (dicomFiles.isEmpty() ? "" : "wrote " + dicomFiles.size() + " DICOM files\n")
                        + calibration.describe() + "\n" + Prediction.RESEARCH_USE_ONLY);
    }

    /** The predictions with the model's thresholds, and which of the patients it has seen. */
    private static ModelPredictions withRecord(
            CadClassifier classifier, ModelDescription description, List<Prediction> predictions) {
        SeenPatients record = description.data().patients();
        Map<String, Partition> seen = new LinkedHashMap<>();
        for (Prediction prediction : predictions) {
            record.partitionOf(prediction.patientId()).ifPresent(part -> seen.put(prediction.patientId(), part));
        }
        return new ModelPredictions(predictions, Optional.of(classifier.thresholds()), seen);
    }

    private void show(
            CadClassifier classifier,
            ModelDescription description,
            PatientStudy study,
            Prediction prediction,
            MapGate passing,
            List<Path> dicomFiles) {
        Map<String, Object> result = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double threshold = classifier.thresholds().of(vessel);
            boolean diseased = prediction.probability(vessel) >= threshold;
            result.put("p_" + vessel.id(), prediction.probability(vessel));
            result.put("diseased_" + vessel.id(), diseased);
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %.3f  %s (threshold %.3f)%n",
                    vessel,
                    prediction.probability(vessel),
                    diseased ? "diseased" : "not diseased",
                    threshold));
        }
        result.put("p_patient", prediction.patientProbability());
        Calibration calibration = description.assurance().calibration();
        result.put("thresholds", classifier.thresholds().toList());
        if (!dicomFiles.isEmpty()) {
            result.put("dicom", dicomFiles.stream().map(Path::toString).toList());
        }
        result.put("calibration", calibration.method().id());
        page.file().ifPresent(file -> result.put("report", file.toString()));
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        text.append(String.format(Locale.ROOT, "%-8s %.3f%n%n", "patient", prediction.patientProbability()));
        answers.show(classifier, description, study, passing, result, text);
        text.append(calibration.describe()).append('\n');
        dicomFiles.forEach(file -> text.append("wrote ").append(file).append('\n'));
        page.file().ifPresent(file -> text.append("wrote ").append(file).append('\n'));
        json.print(spec, result, () -> text + Prediction.RESEARCH_USE_ONLY);
    }
}
