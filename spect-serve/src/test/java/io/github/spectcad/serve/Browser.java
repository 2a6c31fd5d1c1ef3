package io.github.spectcad.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /** The program, if it is installed. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the program with a profile of its own. */
    static Browser start(Path program, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-proxy-server",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader errors = process.errorReader();
        String line = errors.readLine();
        while (line != null && !line.startsWith("DevTools listening on ")) {
            line = errors.readLine();
        }
        if (line == null) {
            throw new IOException(program + " ended before it listened");
        }
        Thread drain = new Thread(() -> errors.lines().forEach(text -> {}));
        drain.setDaemon(true);
        drain.start();
        return new Browser(process, page(URI.create(line.substring(line.indexOf("ws://")))));
    }

    private static URI page(URI devTools) throws IOException {
        URI list = URI.create("http://" + devTools.getAuthority() + "/json/list");
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString());
            for (JsonNode target : JSON.readTree(response.body())) {
                if (target.path("type").asText().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asText());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the browser has no page");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    private void receive(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            if (json.has("id")) {
                answers.remove(json.path("id").asInt()).complete(json);
            } else if (json.path("method").asText().equals("Runtime.exceptionThrown")
                    || json.at("/params/entry/level").asText().equals("error")) {
                complaints.add(json.path("params").toString());
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                    .join();
            JsonNode json = answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (json.has("error")) {
                throw new AssertionError(method + ": " + json.path("error"));
            }
            return json.path("result");
        } catch (Exception e) {
            throw new AssertionError(method + " failed", e);
        }
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void open(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /** The value of an expression, awaited where it is a promise. */
    JsonNode value(String script) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(script + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until a condition holds in the page. */
    void await(String condition) {
        JsonNode met = value("new Promise((done) => { const end = Date.now() + " + 1000 * LONGEST_SECONDS / 2
                + "; const look = () => { let met = false; try { met = " + condition
                + "; } catch {} if (met) done(true); else if (Date.now() > end) done(document.body.innerText);"
                + " else setTimeout(look, 10); }; look(); })");
        if (!met.isBoolean()) {
            throw new AssertionError(condition + " never held; the page says: " + met.asText());
        }
    }

    /** Presses a key, such as {@code 3}, {@code l}, {@code Enter} or {@code ArrowDown}. */
    void press(String key) {
        Map<String, Object> down = key.length() == 1
                ? Map.of("type", "keyDown", "key", key, "text", key)
                : key.equals("Enter")
                        ? Map.of("type", "keyDown", "key", key, "code", key, "text", "\r", "windowsVirtualKeyCode", 13)
                        : Map.of("type", "keyDown", "key", key, "code", key);
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", false))
                        .path("data")
                        .asText());
    }

    /** What the browser has complained of: exceptions, refused content, failed requests. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Leaves the page, and forgets what was complained of. */
    void clear() {
        call("Page.navigate", Map.of("url", "about:blank"));
        await("location.href === 'about:blank'");
        complaints.clear();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
