package org.example.consumer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many clients of the web service at a time: {@code LoadTest PORT PROCESS CLIENTS SECONDS rest.png stress.png}. Every
 * answer must be the same, none an error, and the service's resident memory flat after the first quarter.
 */
public final class LoadTest {
    private static final String BOUNDARY = "two-images";
    private static final long ALLOWED_GROWTH_MB = 60;

    private LoadTest() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        long process = Long.parseLong(args[1]);
        int clients = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/predictions"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(Path.of(args[4]), Path.of(args[5]))))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        String expected = first(http, request);
        Set<String> others = ConcurrentHashMap.newKeySet();
        AtomicLong done = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        List<Future<Void>> results = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            results.add(pool.submit((Callable<Void>) () -> {
                while (System.nanoTime() < end) {
                    String answer = answer(http, request);
                    if (!answer.equals(expected)) {
                        others.add(answer);
                    }
                    done.incrementAndGet();
                }
                return null;
            }));
        }
        Thread.sleep(seconds * 250L);
        long early = residentMegabytes(process);
        for (Future<Void> result : results) {
            result.get();
        }
        pool.shutdown();
        long late = residentMegabytes(process);
        System.out.printf(
                "%d clients, %d s: %d answers, %s; resident %d MB after a quarter, %d MB at the end%n",
                clients, seconds, done.get(), others.isEmpty() ? "all equal" : "others: " + others, early, late);
        if (!others.isEmpty() || done.get() < clients || late - early > ALLOWED_GROWTH_MB) {
            throw new IllegalStateException("the web service failed under load");
        }
    }

    /** Waits up to two minutes for the service to start. */
    private static String first(HttpClient http, HttpRequest request) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return answer(http, request);
            } catch (ConnectException e) {
                if (i == 240) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }

    private static String answer(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 || !response.body().contains("\"lad\":")) {
            throw new IOException("status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static byte[] form(Path rest, Path stress) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String[] names = {"rest", "stress"};
        Path[] files = {rest, stress};
        for (int i = 0; i < names.length; i++) {
            form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + names[i]
                            + "\"; filename=\"" + names[i] + ".png\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            form.writeBytes(Files.readAllBytes(files[i]));
            form.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    private static long residentMegabytes(long process) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no VmRSS"))
                    >> 10;
        }
    }
}
