package io.github.spectcad.examples;

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

/** Predicts one patient: {@code EmbedClassifier model.zip rest.png stress.png}. */
public final class EmbedClassifier {
    public static Prediction predict(Path model, Path rest, Path stress) throws IOException {
        try (CadClassifier classifier = ModelFile.load(model)) { // keep it open for many patients
            var images = PolarMapReader.resizedTo(classifier.pixels().orElseThrow());
            var patient = PatientStudy.of(
                    "patient-1",
                    images.read(rest, PerfusionState.REST),
                    images.read(stress, PerfusionState.STRESS),
                    ClinicalFeatures.of(Sex.MALE, 61, 82, 174)); // age in years, weight in kg, height in cm
            return classifier.classify(patient);
        }
    }

    public static void main(String[] args) throws IOException {
        System.out.println(predict(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
    }
}
