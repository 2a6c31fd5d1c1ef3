package org.example.consumer;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import io.github.spectcad.io.PolarMapReader;
import io.github.spectcad.nn.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;

/** An application on the class path: {@code Predict model.zip rest.png stress.png}. */
public final class Predict {
    private Predict() {}

    public static void main(String[] args) throws IOException {
        System.out.println("prediction " + predict(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
    }

    /** Called by name from {@link ReloadedApplication}. */
    public static String predict(Path file, Path rest, Path stress) throws IOException {
        var images = PolarMapReader.resizedTo(
                ModelFile.describe(file).training().network().pixels());
        var patient = PatientStudy.of(
                "patient-1",
                images.read(rest, PerfusionState.REST),
                images.read(stress, PerfusionState.STRESS),
                ClinicalFeatures.of(Sex.MALE, 61, 82, 174));
        try (CadClassifier classifier = ModelFile.load(file)) {
            Prediction prediction = classifier.classify(patient);
            return prediction.lad() + " " + prediction.rca() + " " + prediction.lcx();
        }
    }
}
