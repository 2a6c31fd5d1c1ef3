package org.example.consumer;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import io.github.spectcad.io.PolarMapReader;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A web service in a fat jar: two images in, three probabilities out. Research use only. */
@SpringBootApplication
public class PredictionService {
    public static void main(String[] args) {
        SpringApplication.run(PredictionService.class, args);
    }

    @Bean
    TrainedModel model(@Value("${model}") String file) throws IOException {
        return ModelFile.load(Path.of(file));
    }

    @RestController
    static class Endpoint {
        private final CadClassifier classifier;
        private final PolarMapReader images;

        Endpoint(TrainedModel model) {
            classifier = model;
            images = PolarMapReader.resizedTo(
                    model.description().training().network().pixels());
        }

        @PostMapping("/predictions")
        Probabilities predict(@RequestParam MultipartFile rest, @RequestParam MultipartFile stress) throws IOException {
            try (InputStream restImage = rest.getInputStream();
                    InputStream stressImage = stress.getInputStream()) {
                PatientStudy patient = PatientStudy.of(
                        "patient-1",
                        images.read(restImage, "rest", PerfusionState.REST),
                        images.read(stressImage, "stress", PerfusionState.STRESS),
                        ClinicalFeatures.of(Sex.MALE, 61, 82, 174));
                Prediction prediction = classifier.classify(patient);
                return new Probabilities(prediction.lad(), prediction.rca(), prediction.lcx());
            }
        }
    }

    record Probabilities(double lad, double rca, double lcx) {}
}
