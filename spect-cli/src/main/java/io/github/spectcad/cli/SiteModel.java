package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.Derivation;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Writes a model of the same weights with another calibration and other thresholds. */
final class SiteModel {
    private SiteModel() {}

    static void save(
            TrainedModel model,
            Path parent,
            OutOfSample data,
            Calibration calibration,
            Thresholds thresholds,
            Optional<SitePatients> site,
            String source,
            Path out)
            throws IOException {
        ModelDescription description = model.description();
        Derivation step = new Derivation(
                Sha256.ofFile(parent),
                String.format(
                        Locale.ROOT,
                        "calibration by %s and thresholds LAD %.3f RCA %.3f LCX %.3f on %s",
                        calibration.method().id(),
                        thresholds.lad(),
                        thresholds.rca(),
                        thresholds.lcx(),
                        source),
                data.patients(),
                site.map(SiteModel::fingerprint).orElse(""),
                ModelDescription.Versions.current("").library());
        ModelFile.save(
                model,
                description.withAssurance(
                        description.assurance().derived(data, calibration, step),
                        thresholds.toList(),
                        SeenPatients.of(List.of(), site.map(SiteModel::ids).orElse(List.of()))),
                out);
    }

    private static List<String> ids(SitePatients site) {
        return site.patients().stream().map(PatientStudy::patientId).toList();
    }

    private static String fingerprint(SitePatients site) {
        List<LabelledPatient> labelled = new ArrayList<>();
        for (int i = 0; i < site.patients().size(); i++) {
            labelled.add(
                    LabelledPatient.of(site.patients().get(i), site.labels().get(i)));
        }
        return TrainingData.of(labelled).fingerprint();
    }

    /** Thresholds that decide, on probabilities by another calibration, as they do now. */
    static Thresholds moved(Thresholds now, Calibration present, Calibration next) {
        return next.apply(new Thresholds(
                raw(present, VesselTerritory.LAD, now.lad()),
                raw(present, VesselTerritory.RCA, now.rca()),
                raw(present, VesselTerritory.LCX, now.lcx())));
    }

    /** The probability of the network that a calibration takes to a value, by bisection: maps rise. */
    private static double raw(Calibration present, VesselTerritory vessel, double calibrated) {
        if (present.method() == CalibrationMethod.NONE) {
            return calibrated;
        }
        DoubleUnaryOperator map = present.map(vessel);
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (map.applyAsDouble(middle) >= calibrated) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
