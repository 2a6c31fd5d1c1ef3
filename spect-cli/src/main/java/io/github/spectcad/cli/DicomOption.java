package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.dicom.DicomFile;
import io.github.spectcad.io.dicom.DicomFormatException;
import io.github.spectcad.io.dicom.DicomResults;
import io.github.spectcad.io.dicom.VesselFinding;
import io.github.spectcad.io.picture.BullsEye;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code --dicom-out}: the result of one patient as DICOM objects of the patient's study. */
final class DicomOption {
    private static final String CAPTURE = "secondary-capture.dcm";
    private static final String REPORT = "structured-report.dcm";
    private static final Palette GREY = Palette.ofId("grey").orElseThrow();

    @Option(
            names = "--dicom-out",
            paramLabel = "DIR",
            description = "Also write the result as DICOM objects of the patient's study: " + CAPTURE
                    + " (the maps) and " + REPORT + " (the probabilities). The images must be DICOM files.")
    private Optional<Path> out = Optional.empty();

    /** {@return whether DICOM objects are to be written} */
    boolean isAsked() {
        return out.isPresent();
    }

    /** Reads the source files and looks for a place to write, before any work. */
    Optional<List<DicomFile>> sources(CommandSpec spec, List<Path> images, OutputOption output) throws IOException {
        if (out.isEmpty()) {
            return Optional.empty();
        }
        Usage.require(spec, !images.isEmpty(), "--dicom-out needs the images of one patient: --rest, --stress or both");
        output.checkReport(out.get(), images);
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
        return Optional.of(sources);
    }

    /** {@return the files written} */
    List<Path> write(List<DicomFile> sources, TrainedModel model, PatientStudy patient, Prediction prediction)
            throws IOException {
        ModelDescription description = model.description();
        DicomResults results = DicomResults.of(
                sources,
                new DicomResults.Algorithm(
                        limited(
                                "spect " + description.training().network().backbone() + " "
                                        + description.training().network().fusion(),
                                64),
                        limited(description.versions().library(), 16),
                        model.weightsFingerprint()),
                LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
        List<VesselFinding> findings = VesselTerritory.ORDER.stream()
                .map(vessel -> new VesselFinding(vessel, prediction.probability(vessel), Optional.empty()))
                .toList();
        Path capture = out.get().resolve(CAPTURE);
        Path report = out.get().resolve(REPORT);
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
