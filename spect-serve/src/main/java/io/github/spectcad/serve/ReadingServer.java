package io.github.spectcad.serve;

import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.io.OpenCohort;
import io.github.spectcad.io.ShownModel;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A page on which a physician reads a cohort: rest and stress maps, scores of the 17 segments and a decision for each
 * vessel, first without and then with a model's probabilities and saliency. Research use only, not for diagnosis.
 *
 * <p>The server listens on the loopback address 127.0.0.1 alone, answers its own page alone, and serves nothing but the
 * page and the patients of the cohort, whose truths it does not send. It does not send the model's output for a patient
 * before the reader's reading without it is recorded, though it may compute it before. A recorded reading is final. Each is appended to the file of readings
 * ({@link io.github.spectcad.io.ReadingCsv}) and forced to the disk before it is confirmed; several servers may append to
 * one file.
 *
 * <pre>{@code
 * try (ReadingServer server = ReadingServer.builder(cohort, readings, "reader-1").model(model, file).shuffled(1).start()) {
 *     System.out.println(server.uri());
 *     server.join();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ReadingServer implements AutoCloseable {
    private static final Pattern READER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int LARGEST_PORT = 65535;
    private static final int THREADS = 16;
    private static final int IDLE_MILLISECONDS = 30_000;
    private static final int STOP_MILLISECONDS = 5_000;
    private static final int STOP_IDLE_MILLISECONDS = 100;

    private final Server server;
    private final URI uri;
    private final ReadingLog log;
    private final ReadingDesk desk;
    private final Optional<NetworkOutput> network;

    private ReadingServer(Server server, URI uri, ReadingLog log, ReadingDesk desk, Optional<NetworkOutput> network) {
        this.server = server;
        this.uri = uri;
        this.log = log;
        this.desk = desk;
        this.network = network;
    }

    /**
     * What a server is started with.
     *
     * @param cohort the cohort CSV
     * @param readings the file of readings, whose name ends in {@code .csv}, or a folder to keep {@code readings.csv} in;
     *     made where it is missing
     * @param reader who reads: 1 to 64 letters, digits, points, hyphens and underscores, the first a letter or digit
     * @return a builder, for use by one thread
     * @throws IllegalArgumentException if the reader is no such text
     */
    public static Builder builder(Path cohort, Path readings, String reader) {
        return new Builder(cohort, readings, reader);
    }

    /** What a server is started with. Not safe for concurrent use. */
    public static final class Builder {
        private final Path cohort;
        private final Path readings;
        private final String reader;
        private Optional<TrainedModel> model = Optional.empty();
        private Optional<Path> modelFile = Optional.empty();
        private OptionalLong seed = OptionalLong.empty();
        private Optional<ModelOutput> output = Optional.empty();
        private int port;

        private Builder(Path cohort, Path readings, String reader) {
            this.cohort = Objects.requireNonNull(cohort, "cohort");
            this.readings = Objects.requireNonNull(readings, "readings");
            this.reader = Objects.requireNonNull(reader, "reader");
            if (!READER.matcher(reader).matches()) {
                throw new IllegalArgumentException("the reader is not 1 to 64 letters, digits, points, hyphens and"
                        + " underscores, the first a letter or digit");
            }
        }

        /**
         * Sets the model whose output is shown after each first reading.
         *
         * @param trained the model, which stays open and is not closed by the server
         * @param file the file it was loaded from, whose name and SHA-256 are recorded with the readings
         * @return this builder
         */
        public Builder model(TrainedModel trained, Path file) {
            model = Optional.of(trained);
            modelFile = Optional.of(file);
            return this;
        }

        /**
         * Shows the patients in an order that looks random and differs from reader to reader, instead of that of the cohort:
         * what is learned from one patient should not always help with the same next one.
         *
         * @param orderSeed the same seed, reader and patients give the same order; a patient who joins the cohort later does not
         *     change the order of the others
         * @return this builder
         */
        public Builder shuffled(long orderSeed) {
            seed = OptionalLong.of(orderSeed);
            return this;
        }

        /** Sets what stands for a model. */
        Builder output(ModelOutput shown) {
            output = Optional.of(shown);
            return this;
        }

        /**
         * Sets the port.
         *
         * @param number 1 to 65535; 0, the default, takes a free one
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder port(int number) {
            if (number < 0 || number > LARGEST_PORT) {
                throw new IllegalArgumentException("port is " + number + ": must lie in 0 to " + LARGEST_PORT);
            }
            port = number;
            return this;
        }

        /**
         * Reads the table of the cohort, opens the file of readings and starts to listen.
         *
         * @return the server, to be closed
         * @throws io.github.spectcad.io.CsvFormatException if the cohort or the readings cannot be used
         * @throws IOException if a file cannot be read or written, or the port is taken
         */
        public ReadingServer start() throws IOException {
            OpenCohort open = OpenCohort.of(cohort);
            CohortPatients all = CohortPatients.of(open);
            CohortPatients patients = seed.isPresent() ? all.shuffled(seed.getAsLong() + "\n" + reader) : all;
            Optional<ShownModel> shown = modelFile.isPresent()
                    ? Optional.of(
                            new ShownModel(modelFile.get().getFileName().toString(), Sha256.ofFile(modelFile.get())))
                    : Optional.empty();
            ReadingLog log = ReadingLog.open(readings);
            Optional<NetworkOutput> network =
                    model.map(trained -> new NetworkOutput(open, trained, shown.orElseThrow()));
            ReadingDesk desk = new ReadingDesk(
                    patients, log, reader, network.map(ModelOutput.class::cast).or(() -> output), Clock.systemUTC());
            desk.prepareFirst();
            Guard guard = new Guard();
            Server server = new Server(new QueuedThreadPool(THREADS));
            ServerConnector connector =
                    listen(server, port, new ReadingHandler(guard, new Routes(desk, guard.token())));
            try {
                server.start();
            } catch (Exception e) {
                desk.close();
                network.ifPresent(NetworkOutput::close);
                log.close();
                stop(server);
                throw new IOException(
                        "cannot listen on 127.0.0.1:" + port + ", which another program may use: name another port", e);
            }
            return new ReadingServer(
                    server, URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/"), log, desk, network);
        }
    }

    private static ServerConnector listen(Server server, int port, Handler handler) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.RFC3986);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLISECONDS);
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLISECONDS);
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(handler));
        server.setErrorHandler(ReadingServer::plainError);
        server.setStopTimeout(STOP_MILLISECONDS);
        return connector;
    }

    /** Answers what is no HTTP without repeating any of it. */
    private static boolean plainError(Request request, Response response, Callback callback) {
        Guard.protect(response.getHeaders());
        callback.succeeded();
        return true;
    }

    /** {@return the address of the page} */
    public URI uri() {
        return uri;
    }

    /** {@return the file the readings are appended to} */
    public Path readings() {
        return log.file();
    }

    /**
     * Waits until the server is closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Lets requests under way end, for at most five seconds, and stops. */
    @Override
    public void close() throws IOException {
        stop(server);
        desk.close();
        network.ifPresent(NetworkOutput::close);
        log.close();
    }

    private static void stop(Server server) throws IOException {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("the server did not stop in time", e);
        }
    }
}
