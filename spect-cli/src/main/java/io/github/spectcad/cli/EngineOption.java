package io.github.spectcad.cli;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.onnx.OnnxModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --engine}: what computes a model. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "nd4j|onnx",
            description =
                    "What computes the model: nd4j for model files, onnx for files of 'spect export --onnx' (default:"
                            + " onnx if the file's name ends in .onnx, else nd4j).")
    private Optional<Engine> engine = Optional.empty();

    /** What computes a model. */
    enum Engine {
        ND4J,
        ONNX
    }

    /**
     * A loaded model.
     *
     * @param classifier the model, to be closed
     * @param description everything it says of itself but the names of weights
     */
    record Loaded(CadClassifier classifier, ModelDescription description) implements AutoCloseable {
        @Override
        public void close() {
            classifier.close();
        }
    }

    /** {@return whether ONNX Runtime computes a model} */
    boolean isOnnx(Path model) {
        boolean exported = model.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
        return engine.orElse(exported ? Engine.ONNX : Engine.ND4J) == Engine.ONNX;
    }

    /** Loads a model. */
    Loaded load(Path model) throws IOException {
        if (!isOnnx(model)) {
            TrainedModel trained = ModelFile.load(model);
            return new Loaded(trained, trained.description());
        }
        OnnxModel onnx = OnnxModel.load(model);
        try {
            byte[] json = onnx.description().getBytes(StandardCharsets.UTF_8);
            return new Loaded(onnx, Json.read(json, ModelDescription.class));
        } catch (IOException e) {
            onnx.close();
            throw new IOException(model + ": its description is not valid", e);
        }
    }
}
