package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files into a real Orthanc (Debian's package) over loopback and out of it again; skipped where it is not installed. */
class OrthancTest {
    private static final Pattern ID = Pattern.compile("\"ID\"\\s*:\\s*\"([0-9a-f-]+)\"");

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatWeWriteGoesIntoOrthancAndComesOutUnchanged(@TempDir Path folder) throws Exception {
        Tools.assume("Orthanc");
        int port = freePort();
        Path configuration = folder.resolve("orthanc.json");
        Files.writeString(configuration, """
                {"Name": "test", "StorageDirectory": "%1$s/db", "IndexDirectory": "%1$s/db", "HttpPort": %2$d,
                 "DicomServerEnabled": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "KeepAlive": false, "Plugins": []}
                """.formatted(folder, port));
        Process orthanc = new ProcessBuilder("Orthanc", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            URI root = URI.create("http://127.0.0.1:" + port + "/");
            HttpClient client = HttpClient.newHttpClient();
            awaitStart(client, root, orthanc, folder.resolve("log"));
            List<DicomFile> files = List.of(
                    DicomFiles.file(DicomFiles.nuclear()),
                    DicomResultsTest.results().secondaryCapture(DicomResultsTest.picture(), "Polar maps"),
                    DicomResultsTest.results().report(DicomResultsTest.FINDINGS));
            for (DicomFile file : files) {
                byte[] returned = roundTrip(client, root, file.bytes());
                assertArrayEquals(file.bytes(), DicomFiles.parse(returned).bytes(), file.sopClassUid());
            }
            String statistics = client.send(
                            HttpRequest.newBuilder(root.resolve("statistics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertTrue(statistics.contains("\"CountPatients\" : 1,"), statistics);
            assertTrue(statistics.contains("\"CountStudies\" : 1,"), statistics);
            assertTrue(statistics.contains("\"CountSeries\" : 3,"), statistics);
        } finally {
            orthanc.destroy();
            if (!orthanc.waitFor(20, TimeUnit.SECONDS)) {
                orthanc.destroyForcibly().waitFor();
            }
        }
    }

    private static void awaitStart(HttpClient client, URI root, Process orthanc, Path log) throws Exception {
        HttpRequest system = HttpRequest.newBuilder(root.resolve("system"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end && orthanc.isAlive()) {
            try {
                if (client.send(system, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                orthanc.waitFor(100, TimeUnit.MILLISECONDS); // not listening yet
            }
        }
        throw new IllegalStateException("Orthanc did not start: " + Files.readString(log));
    }

    private static byte[] roundTrip(HttpClient client, URI root, byte[] file) throws Exception {
        HttpResponse<String> stored = client.send(
                HttpRequest.newBuilder(root.resolve("instances"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, stored.statusCode(), stored.body());
        Matcher id = ID.matcher(stored.body());
        assertTrue(id.find(), stored.body());
        return client.send(
                        HttpRequest.newBuilder(root.resolve("instances/" + id.group(1) + "/file"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
