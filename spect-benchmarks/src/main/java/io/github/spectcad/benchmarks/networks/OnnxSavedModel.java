package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.onnx.OnnxExport;
import io.github.spectcad.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An exported model of this library, predicted by spect-onnx. */
final class OnnxSavedModel implements Predictor {
    private final OnnxModel model;
    private final PatientStudy patient;

    OnnxSavedModel(int pixels, Path file) throws IOException {
        model = OnnxModel.load(file);
        patient = SpectModel.patient(pixels);
    }

    @Override
    public void predict() {
        model.classify(patient);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Exports what {@link SpectModel} saves. */
    static void save(String backbone, int pixels, Path file) throws IOException {
        Path zip = Files.createTempFile(backbone, ".zip");
        try {
            SpectModel.save(backbone, pixels, zip);
            try (TrainedModel model = ModelFile.load(zip)) {
                OnnxExport.write(model, file);
            }
        } finally {
            Files.delete(zip);
        }
    }
}
