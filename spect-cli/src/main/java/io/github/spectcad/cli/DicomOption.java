package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.PatientFileNames;
import io.github.spectcad.io.dicom.DicomFile;
import io.github.spectcad.io.dicom.DicomFormatException;
import io.github.spectcad.io.dicom.DicomResults;
import io.github.spectcad.io.dicom.VesselFinding;
import io.github.spectcad.io.picture.BullsEye;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option {@code --dicom-out}: results as DICOM objects of the patients' studies. */
final class DicomOption {
    private static final String CAPTURE = "secondary-capture.dcm";
    private static final String REPORT = "structured-report.dcm";
    private static final Palette GREY = Palette.ofId("grey").orElseThrow();

    @Option(
            names = "--dicom-out",
            paramLabel = "DIR",
            description = "Also write the result as DICOM objects of the patient's study: " + CAPTURE
                    + " (the maps) and " + REPORT
                    + " (the probabilities); of a cohort, in a folder for each patient. The"
                    + " images must be DICOM files.")
    private Optional<Path> out = Optional.empty();

    /** {@return whether DICOM objects are to be written} */
    boolean isAsked() {
        return out.isPresent();
    }

    /** Looks for a place to write, before any work. */
    void check(OutputOption output, List<Path> inputs) throws IOException {
        if (out.isPresent()) {
            output.checkReport(out.get(), inputs);
        }
    }

    /** Refuses patients whose images are no DICOM files of one study each, before any work. */
    void requireSources(TrainedModel model, List<PatientStudy> patients) throws IOException {
        if (out.isPresent()) {
            for (PatientStudy patient : patients) {
                results(model, patient);
            }
        }
    }

    /** The files that the maps of a patient were read from. */
    private static List<DicomFile> sources(TrainedModel model, PatientStudy patient) throws IOException {
        List<Path> images = model.states().stream()
                .map(state -> Path.of(patient.map(state).orElseThrow().source()))
                .toList();
        List<DicomFile> sources = new ArrayList<>();
        for (Path image : images) {
            try {
                sources.add(DicomFile.read(image));
            } catch (DicomFormatException e) {
                throw new IOException(
                        image + ": no DICOM file, which --dicom-out needs to find the patient's study: "
                                + e.getMessage(),
                        e);
            }
        }
        return sources;
    }

    private static DicomResults results(TrainedModel model, PatientStudy patient) throws IOException {
        ModelDescription description = model.description();
        DicomResults.Algorithm algorithm = new DicomResults.Algorithm(
                limited(
                        "spect " + description.training().network().backbone() + " "
                                + description.training().network().fusion(),
                        64),
                limited(description.versions().library(), 16),
                model.weightsFingerprint());
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        List<DicomFile> sources = sources(model, patient);
        try {
            return DicomResults.of(sources, algorithm, now);
        } catch (DicomFormatException e) {
            throw new IOException("patient '" + patient.patientId() + "': " + e.getMessage(), e);
        }
    }

    /** Writes the result of one patient; returns the files written, none where none are asked for. */
    List<Path> write(TrainedModel model, PatientStudy patient, Prediction prediction) throws IOException {
        return out.isPresent() ? write(out.get(), model, patient, prediction) : List.of();
    }

    /** Writes the results of a cohort, each patient's into a folder of its own; returns the files written. */
    List<Path> write(TrainedModel model, List<PatientStudy> patients, List<Prediction> predictions) throws IOException {
        List<Path> written = new ArrayList<>();
        PatientFileNames names = new PatientFileNames();
        for (int i = 0; out.isPresent() && i < patients.size(); i++) {
            PatientStudy patient = patients.get(i);
            Path folder = Files.createDirectories(out.get().resolve(names.next(patient.patientId())));
            written.addAll(write(folder, model, patient, predictions.get(i)));
        }
        return written;
    }

    private static List<Path> write(Path folder, TrainedModel model, PatientStudy patient, Prediction prediction)
            throws IOException {
        DicomResults results = results(model, patient);
        List<VesselFinding> findings = VesselTerritory.ORDER.stream()
                .map(vessel -> new VesselFinding(vessel, prediction.probability(vessel), Optional.empty()))
                .toList();
        Path capture = folder.resolve(CAPTURE);
        Path report = folder.resolve(REPORT);
        results.secondaryCapture(figure(model.states(), patient, prediction).draw(), "Polar maps and probabilities")
                .write(capture);
        results.report(findings).write(report);
        return List.of(capture, report);
    }

    private static BullsEyeFigure figure(Set<PerfusionState> states, PatientStudy patient, Prediction prediction) {
        StringBuilder title = new StringBuilder("Probability of disease:");
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            title.append(String.format(Locale.ROOT, " %s %.2f", vessel, prediction.probability(vessel)));
        }
        BullsEyeFigure figure = BullsEyeFigure.titled(title.toString());
        for (PerfusionState state : states) {
            figure = figure.with(
                    BullsEye.ofMap(patient.map(state).orElseThrow(), GREY).withValues());
        }
        return figure;
    }

    private static String limited(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
