package io.github.spectcad.benchmarks.networks;

/** Who is compared. */
enum Side {
    SPECT {
        @Override
        Contender contender(String backbone, int pixels) {
            return new SpectContender(backbone, pixels);
        }
    },
    PYTORCH {
        @Override
        Contender contender(String backbone, int pixels) {
            return new TorchContender(backbone, pixels);
        }
    };

    abstract Contender contender(String backbone, int pixels);
}
