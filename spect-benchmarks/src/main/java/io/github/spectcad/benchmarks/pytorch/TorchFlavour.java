package io.github.spectcad.benchmarks.pytorch;

/** How a network is run; each is compiled to functions of its own. */
enum TorchFlavour {
    /** Running statistics, no dropout. */
    EVALUATION(false, false),
    /** Batch statistics, dropout and drop connect. */
    TRAINING(true, true),
    /** Batch statistics, nothing random: what can be compared number by number. */
    TRAINING_WITHOUT_DROPOUT(true, false);

    private final boolean batchStatistics;
    private final boolean dropout;

    TorchFlavour(boolean batchStatistics, boolean dropout) {
        this.batchStatistics = batchStatistics;
        this.dropout = dropout;
    }

    boolean batchStatistics() {
        return batchStatistics;
    }

    boolean dropout() {
        return dropout;
    }

    /** Suffix of the functions' names. */
    String suffix() {
        return switch (this) {
            case EVALUATION -> "evaluation";
            case TRAINING -> "training";
            case TRAINING_WITHOUT_DROPOUT -> "training_without_dropout";
        };
    }
}
