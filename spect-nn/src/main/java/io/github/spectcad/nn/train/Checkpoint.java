package io.github.spectcad.nn.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.nn.graph.OptimizerState;
import io.github.spectcad.nn.model.FloatArchive;
import io.github.spectcad.nn.model.FloatArchiveWriter;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelFileException;
import io.github.spectcad.nn.model.ModelFileException.Reason;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The state of a training at the end of an epoch, as a {@link FloatArchive}. */
final class Checkpoint {
    private static final String DOCUMENT = "checkpoint.json";
    private static final int FORMAT_VERSION = 2;
    private static final String PARAMETERS = "parameters";
    private static final String BEST = "best";
    private static final String FIRST_MOMENT = "first-moment";
    private static final String SECOND_MOMENT = "second-moment";

    private Checkpoint() {}

    /** Which training it is of: a checkpoint continues that one only. */
    record Identity(
            int formatVersion,
            TrainingConfiguration configuration,
            String trainingFingerprint,
            String validationFingerprint,
            String initialWeights,
            MapScaler maps,
            FeatureScaler scaler) {
        static Identity of(
                TrainingConfiguration configuration,
                String training,
                String validation,
                String initial,
                MapScaler maps,
                FeatureScaler scaler) {
            return new Identity(FORMAT_VERSION, configuration, training, validation, initial, maps, scaler);
        }
    }

    /** All but the arrays. The transfer is null where training started at random. */
    record State(
            Identity identity,
            List<EpochRecord> epochs,
            PlateauSchedule schedule,
            long steps,
            WeightTransfer transfer) {
        State {
            epochs = List.copyOf(epochs);
        }
    }

    /** A checkpoint read back. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Restored(State state, float[] parameters, float[] best, OptimizerState optimizer) {}

    static void write(Path file, State state, float[] parameters, float[] best, OptimizerState optimizer)
            throws IOException {
        Map<String, Supplier<float[]>> arrays = new LinkedHashMap<>();
        arrays.put(PARAMETERS, () -> parameters);
        arrays.put(BEST, () -> best);
        arrays.put(FIRST_MOMENT, optimizer::firstMoment);
        arrays.put(SECOND_MOMENT, optimizer::secondMoment);
        FloatArchiveWriter.write(file, DOCUMENT, Json.write(state), arrays);
    }

    /** Reads a checkpoint; refuses one of another training or another network. */
    static Restored read(Path file, Identity identity, long parameters, long trainable) throws IOException {
        try (FloatArchive archive = FloatArchive.open(file, DOCUMENT, FloatArchive.Limits.STANDARD)) {
            State state;
            try {
                state = Json.read(archive.document(), State.class);
            } catch (JsonProcessingException e) {
                throw new ModelFileException(
                        Reason.BAD_DESCRIPTION, file, DOCUMENT + " is not valid: " + Json.problem(e), e);
            }
            if (!identity.equals(state.identity())) {
                throw new ModelFileException(
                        Reason.OTHER_TRAINING,
                        file,
                        "is a checkpoint of another training (configuration, data or initial weights differ): "
                                + "remove it, or name another file");
            }
            OptimizerState optimizer = new OptimizerState(
                    state.steps(), archive.array(FIRST_MOMENT, trainable), archive.array(SECOND_MOMENT, trainable));
            return new Restored(
                    state, archive.array(PARAMETERS, parameters), archive.array(BEST, parameters), optimizer);
        }
    }
}
