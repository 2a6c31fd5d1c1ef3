package io.github.spectcad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Sends requests as they are written, also such as no client would send. */
final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;

    Http(URI server) {
        this.server = server;
    }

    record Answer(int status, String head, String content) {
        JsonNode json() {
            try {
                return JSON.readTree(content);
            } catch (IOException e) {
                throw new AssertionError(content, e);
            }
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String content, String... headers) {
        return send("POST", path, content, headers);
    }

    /** A change as the page makes it. */
    Answer record(int patient, String content) {
        return post(
                "/api/patients/" + patient + "/readings",
                content,
                "Content-Type: application/json",
                "X-Spect-Token: " + get("/api/session").json().path("token").asText());
    }

    /** Sends a request; the header Host is added where none is given. */
    Answer send(String method, String path, String content, String... headers) {
        byte[] body = content.getBytes(UTF_8);
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean hasHost = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            hasHost |= header.startsWith("Host:");
        }
        if (!hasHost) {
            request.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        request.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }
}
