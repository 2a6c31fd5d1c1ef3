package io.github.spectcad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files of the page, each known by its whole path: no path of a request is ever looked up in a file system. */
final class Pages {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Reply> replies = new HashMap<>();

    Pages() {
        for (String name : new String[] {
            "index.html", "page.css", "page.js", "maps.js", "reading.js", "keys.js", "server.js", "icon.svg"
        }) {
            replies.put("/" + name, load(name));
        }
        replies.put("/", replies.get("/index.html"));
    }

    private static Reply load(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            return new Reply(200, TYPES.get(ending), new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Reply> find(String path) {
        return Optional.ofNullable(replies.get(path));
    }
}
