package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.TrainingSettings;
import io.github.spectcad.study.factorial.Protocol;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How a single model is trained: a named protocol, and options that change single values of it. */
final class ProtocolOptions {
    /** The protocols that have a name. */
    enum Named {
        recommended,
        paper;

        Protocol protocol() {
            return this == paper ? Protocol.PAPER : Protocol.RECOMMENDED;
        }
    }

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "recommended",
            description =
                    "Protocol: recommended, or paper for the paper's exact protocol (default: ${DEFAULT-VALUE}); the"
                            + " options below change single values of it.")
    private Named named;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            description =
                    "Bring the maps to this size (default: that of the protocol; with --protocol paper their own).")
    private Optional<Integer> pixels = Optional.empty();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Number of epochs, by the paper's protocol at most (default: that of the protocol).")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Patients per training step.")
    private Optional<Integer> batch = Optional.empty();

    @Option(names = "--learning-rate", paramLabel = "R", description = "First learning rate of Adam.")
    private Optional<Double> learningRate = Optional.empty();

    @Option(names = "--l2", paramLabel = "P", description = "L2 penalty on the hidden layers of the head.")
    private Optional<Double> l2 = Optional.empty();

    @Option(names = "--dropout", paramLabel = "P", description = "Dropout of the head.")
    private Optional<Double> dropout = Optional.empty();

    @Option(
            names = "--batch-norm-momentum",
            paramLabel = "P",
            description = "Momentum of the running statistics of batch normalisations.")
    private Optional<Double> batchNormMomentum = Optional.empty();

    @Option(
            names = "--freeze-batch-norm",
            negatable = true,
            description =
                    "Normalise by the running statistics in training, too, and leave them alone: for networks that"
                            + " start from trained weights.")
    private boolean freezeBatchNorm;

    /** The protocol, its size of maps aside, which may depend on the cohort. */
    Protocol protocol() {
        Protocol base = named.protocol();
        TrainingSettings settings = base.settings();
        TrainingSettings changed = settings.toBuilder()
                .epochs(epochs.orElseGet(settings::epochs))
                .batchSize(batch.orElse(settings.batchSize()))
                .learningRate(learningRate.orElse(settings.learningRate()))
                .batchNorm(new BatchNormStatistics(
                        batchNormMomentum.orElse(settings.batchNorm().momentum()),
                        freezeBatchNorm || settings.batchNorm().frozen()))
                .build();
        return new Protocol(
                pixels.orElse(base.pixels()),
                changed,
                base.rotationDegrees(),
                base.denseUnits(),
                l2.orElse(base.l2()),
                dropout.orElse(base.dropout()),
                base.pseudoLabels());
    }

    /** What a model averages where no option says so. */
    Averaging averaging() {
        return named == Named.paper ? Averaging.NONE : Averaging.RECOMMENDED;
    }

    /** The size the maps are to be read at; none for their own. */
    Optional<Integer> pixelsToRead() {
        boolean own = pixels.isEmpty() && named == Named.paper;
        return own ? Optional.empty() : Optional.of(protocol().pixels());
    }

    /** The size of the maps of a cohort that was read. */
    static int sizeOf(Cohort patients) {
        return patients.patients().stream()
                .flatMap(patient -> Stream.of(patient.rest(), patient.stress()).flatMap(Optional::stream))
                .mapToInt(PolarMap::pixels)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no patient of the cohort has a map"));
    }
}
