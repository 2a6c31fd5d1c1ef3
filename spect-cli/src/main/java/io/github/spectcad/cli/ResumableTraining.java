package io.github.spectcad.cli;

import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.TrainingCancelledException;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.study.training.PlanResult;
import io.github.spectcad.study.training.PlanTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A training that can be interrupted: it keeps its state in a file beside the model, {@code MODEL.checkpoint}, from which the
 * same command resumes, and writes its log as it goes.
 */
final class ResumableTraining {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Path checkpoint;
    private final Optional<Path> log;

    private ResumableTraining(Path checkpoint, Optional<Path> log) {
        this.checkpoint = checkpoint;
        this.log = log;
    }

    /**
     * Checks that all files can be written.
     *
     * @param model the model to be trained
     * @param log where the figures of each epoch go
     * @throws IOException if one cannot be written
     */
    static ResumableTraining of(Path model, Optional<Path> log) throws IOException {
        AtomicFile.requireWritable(model);
        if (log.isPresent()) {
            AtomicFile.requireWritable(log.get());
        }
        return new ResumableTraining(model.resolveSibling(model.getFileName() + ".checkpoint"), log);
    }

    /** Whether there is a state to resume from. */
    boolean isBegun() throws IOException {
        return !checkpoints().isEmpty();
    }

    /** The file of one network, or those of several, which have numbers. */
    private List<Path> checkpoints() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(checkpoint.getFileName().toString()) + "(\\.[0-9]+)?");
        try (Stream<Path> beside = Files.list(checkpoint.toAbsolutePath().getParent())) {
            return beside.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    /** Trains, or goes on; an interruption is an error that says how to resume. */
    PlanResult train(PlanTraining training, TrainingListener progress) throws IOException {
        try (Interruption interruption = Interruption.listen()) {
            return training.withCheckpoint(checkpoint, INTERVAL).train(new Listener(progress, interruption));
        } catch (TrainingCancelledException e) {
            e.bestModel().ifPresent(TrainedModel::close);
            throw new IOException(
                    e.getMessage()
                            + (isBegun()
                                    ? ": run the same command again to resume from " + checkpoint
                                    : " before its first checkpoint"),
                    e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Removes the state, once the model is written. */
    void finish() throws IOException {
        for (Path file : checkpoints()) {
            Files.deleteIfExists(file);
        }
    }

    private final class Listener implements TrainingListener {
        private final TrainingListener progress;
        private final Interruption interruption;
        private final List<String> lines = new ArrayList<>();

        Listener(TrainingListener progress, Interruption interruption) {
            this.progress = progress;
            this.interruption = interruption;
        }

        @Override
        public void begun(int epochs) {
            progress.begun(epochs);
        }

        @Override
        public void stepDone(int epoch, int step, int steps, double loss) {
            progress.stepDone(epoch, step, steps, loss);
        }

        @Override
        public void epochDone(EpochRecord record) {
            progress.epochDone(record);
            if (log.isPresent()) {
                try {
                    write(log.get(), record);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void write(Path file, EpochRecord record) throws IOException {
            if (lines.isEmpty()) {
                lines.add(EpochRecord.CSV_HEADER);
                lines.addAll(earlier(file, record.epoch()));
            }
            lines.add(record.toCsv());
            AtomicFile.write(
                    file, out -> out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        }

        /** Of a training that is resumed, the lines before its next epoch. */
        private List<String> earlier(Path file, int epoch) throws IOException {
            if (epoch == 1 || !Files.isRegularFile(file)) {
                return List.of();
            }
            List<String> before = Files.readAllLines(file);
            int last = -1;
            for (int i = 1; i < before.size(); i++) {
                if (before.get(i).startsWith((epoch - 1) + ",")) {
                    last = i;
                }
            }
            return last < 0 ? List.of() : before.subList(1, last + 1);
        }

        @Override
        public boolean isCancelled() {
            return interruption.isRequested() || progress.isCancelled();
        }
    }
}
