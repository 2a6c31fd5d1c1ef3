package io.github.spectcad.benchmarks.networks;

import java.io.IOException;
import java.nio.file.Path;

/** Who is compared. */
enum Side {
    SPECT {
        @Override
        Contender contender(String backbone, int pixels) {
            return new SpectContender(backbone, pixels);
        }

        @Override
        void save(String backbone, int pixels, Path file) throws IOException {
            SpectModel.save(backbone, pixels, file);
        }

        @Override
        Predictor load(int pixels, Path file) throws IOException {
            return new SpectModel(pixels, file);
        }
    },
    ONNX {
        @Override
        Contender contender(String backbone, int pixels) {
            return new OnnxContender(backbone, pixels);
        }

        @Override
        void save(String backbone, int pixels, Path file) throws IOException {
            OnnxSavedModel.save(backbone, pixels, file);
        }

        @Override
        Predictor load(int pixels, Path file) throws IOException {
            return new OnnxSavedModel(pixels, file);
        }
    },
    PYTORCH {
        @Override
        Contender contender(String backbone, int pixels) {
            return new TorchContender(backbone, pixels);
        }

        @Override
        void save(String backbone, int pixels, Path file) throws IOException {
            TorchSavedModel.save(backbone, pixels, file);
        }

        @Override
        Predictor load(int pixels, Path file) throws IOException {
            return new TorchSavedModel(pixels, file);
        }
    };

    /** A network of random parameters. */
    abstract Contender contender(String backbone, int pixels);

    /** Saves a network of random parameters as users of this side save a trained one. */
    abstract void save(String backbone, int pixels, Path file) throws IOException;

    /** Loads what {@link #save} has written. */
    abstract Predictor load(int pixels, Path file) throws IOException;
}
