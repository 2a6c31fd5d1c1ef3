package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.io.CohortWriter;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private static final int PATIENTS = 300;
    private static final int PIXELS = 16;
    private static final String READING =
            "{\"condition\":\"without\",\"diseased\":[true,false,false],\"stress\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Path cohort() throws IOException {
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < PATIENTS; i++) {
            float[] values = new float[PIXELS * PIXELS];
            Disc disc = Disc.inscribed(PIXELS);
            for (int at = 0; at < values.length; at++) {
                int row = at / PIXELS;
                if (disc.relativeRadius(at % PIXELS, row) <= 1) {
                    values[at] = (float) (0.8 + 0.2 * Math.sin(at * (1.1 + 0.01 * i)));
                }
            }
            patients.add(PatientStudy.builder("p" + i)
                    .map(PolarMap.of(PerfusionState.STRESS, PIXELS, values, disc, "test"))
                    .build());
        }
        Path csv = folder.resolve("cohort.csv");
        CohortWriter.ofEightBits().write(csv, patients.iterator());
        return csv;
    }

    private Process start(Path cohort) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpectCommand.class.getName(),
                        "serve",
                        "--json",
                        "--port=0",
                        "--cohort=" + cohort,
                        "--readings=" + folder.resolve("readings.csv"),
                        "--reader=reader-1")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private URI page(Process server) throws IOException {
        String line = server.inputReader().readLine();
        return URI.create(json.readTree(line).path("page").asText());
    }

    private JsonNode session(URI page) throws Exception {
        return json.readTree(client.send(
                        HttpRequest.newBuilder(page.resolve("api/session")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** Who stands at a place of the order, which is this reader's own and the same after a restart. */
    private String id(URI page, int patient) throws Exception {
        return json.readTree(client.send(
                                HttpRequest.newBuilder(page.resolve("api/patients/" + patient))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("id")
                .asText();
    }

    /** Whether the server confirmed a reading. */
    private boolean record(URI page, String token, int patient) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("api/patients/" + patient + "/readings"))
                .header("Content-Type", "application/json")
                .header("X-Spect-Token", token)
                .POST(HttpRequest.BodyPublishers.ofString(READING))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 201;
        } catch (IOException e) {
            return false; // the server is dead
        }
    }

    private Set<String> recorded() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Reading reading : ReadingCsv.read(folder.resolve("readings.csv"))) {
            ids.add(reading.patientId());
        }
        return ids;
    }

    @Test
    void noConfirmedReadingIsLostWhereTheProcessIsKilled() throws Exception {
        Path cohort = cohort();
        Set<Integer> confirmed = new ConcurrentSkipListSet<>();
        Process killed = start(cohort);
        URI page = page(killed);
        String token = session(page).path("token").asText();
        AtomicInteger next = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(20);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread reader = new Thread(() -> {
                try {
                    int patient = next.getAndIncrement();
                    while (patient < PATIENTS && record(page, token, patient)) {
                        confirmed.add(patient);
                        some.countDown();
                        patient = next.getAndIncrement();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            reader.start();
            readers.add(reader);
        }
        assertTrue(some.await(2, TimeUnit.MINUTES), "the server confirmed too few readings");
        killed.destroyForcibly(); // kill -9
        for (Thread reader : readers) {
            reader.join();
        }
        assertTrue(confirmed.size() < PATIENTS, "all were read before the process was killed");

        Process again = start(cohort);
        URI newPage = page(again);
        JsonNode session = session(newPage);
        Set<String> kept = recorded();
        Set<String> confirmedIds = new HashSet<>();
        for (int patient : confirmed) {
            confirmedIds.add(id(newPage, patient));
        }
        assertEquals(confirmed.size(), confirmedIds.size());
        assertTrue(kept.containsAll(confirmedIds), () -> kept + " lacks some of " + confirmedIds);
        int done = 0;
        for (JsonNode count : session.path("done")) {
            done += count.asInt();
        }
        assertEquals(kept.size(), done);
        assertTrue(record(newPage, session.path("token").asText(), PATIENTS - 1));
        assertTrue(recorded().contains(id(newPage, PATIENTS - 1)));
        again.destroy(); // as Ctrl-C does
        assertTrue(again.waitFor(1, TimeUnit.MINUTES), "the server does not end");
    }

    @Test
    void aTakenPortIsAFailureThatNamesIt() throws IOException {
        Path cohort = cohort();
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of(
                    "serve",
                    "--cohort=" + cohort,
                    "--readings=" + folder.resolve("r"),
                    "--reader=a",
                    "--port=" + taken.getLocalPort());
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains(Integer.toString(taken.getLocalPort())), run.err());
        }
    }

    @Test
    void aFileThatHoldsNoReadingsIsLeftAlone() throws IOException {
        Path cohort = cohort();
        byte[] before = Files.readAllBytes(cohort);
        CommandRun run = CommandRun.of("serve", "--cohort=" + cohort, "--readings=" + cohort, "--reader=a", "--port=0");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("columns of readings"), run.err());
        assertEquals(new String(before, java.nio.charset.StandardCharsets.UTF_8), Files.readString(cohort));
    }
}
