package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.serve.ReadingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the page on which a physician reads a cohort. */
@Command(
        name = "serve",
        header = "Serve a page on which a physician reads a cohort, without and with a model.",
        description =
                "Serve a page on this machine on which a physician scores rest and stress maps and decides for each"
                        + " vessel, first without the model's output, then with it. Every reading is appended to a file before it"
                        + " is confirmed; start again to resume. Ends with Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--cohort", required = true, paramLabel = "FILE", description = "Cohort CSV.")
    private Path cohort;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Model file; without it there is only the reading without a model.")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--readings",
            required = true,
            paramLabel = "FILE",
            description =
                    "Readings to append to: a file *.csv, or a folder to keep readings.csv in. Readers may share it.")
    private Path readings;

    @Option(
            names = "--reader",
            required = true,
            paramLabel = "ID",
            description = "Who reads: 1 to 64 letters, digits, points, hyphens and underscores.")
    private String reader;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8470",
            description = "Port on this machine; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seed of the order of the patients, which differs from reader to reader (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReadingServer.Builder server = Usage.of(
                spec,
                () -> ReadingServer.builder(cohort, readings, reader).port(port).shuffled(seed));
        if (model.isEmpty()) {
            serve(server);
            return 0;
        }
        try (TrainedModel classifier = ModelFile.load(model.get())) {
            warnOfSeen(classifier);
            serve(server.model(classifier, model.get()));
        }
        return 0;
    }

    private void serve(ReadingServer.Builder builder) throws IOException, InterruptedException {
        try (ReadingServer server = builder.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "spect-serve-stop"));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("page", server.uri().toString());
            result.put("readings", server.readings().toString());
            result.put("notice", Prediction.RESEARCH_USE_ONLY);
            json.print(
                    spec,
                    result,
                    () -> "open " + server.uri() + "\nreadings are appended to " + server.readings() + "\n"
                            + Prediction.RESEARCH_USE_ONLY);
            server.join();
        }
    }

    /** Ends requests under way where the process is asked to end. */
    private void stop(ReadingServer server) {
        try {
            server.close();
        } catch (IOException e) {
            SpectCommand.warn(spec, ErrorText.of(e));
        }
    }

    private void warnOfSeen(TrainedModel classifier) throws IOException {
        long seen = CohortCsv.read(cohort, CohortReadOptions.DEFAULT.withStates()).cohort().patients().stream()
                .map(PatientStudy::patientId)
                .filter(id -> classifier
                        .description()
                        .data()
                        .patients()
                        .partitionOf(id)
                        .isPresent())
                .count();
        if (seen > 0) {
            SpectCommand.warn(
                    spec,
                    seen
                            + " of the patients trained or selected the model: its output for them is better than for others");
        }
    }
}
