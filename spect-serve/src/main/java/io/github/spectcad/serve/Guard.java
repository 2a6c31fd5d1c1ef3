package io.github.spectcad.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;

/**
 * Lets the page in and nobody else: a browser sends the requests of other pages here, too, and a foreign name may be made to
 * resolve to this machine.
 */
final class Guard {
    static final String TOKEN_HEADER = "X-Spect-Token";

    private static final int TOKEN_BYTES = 24;

    private final String token;

    Guard() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the page repeats with every change, and other pages cannot read. */
    String token() {
        return token;
    }

    /**
     * Checks a request before anything is done with it.
     *
     * @throws RequestException if it does not come from the page of this server
     */
    void check(String method, HttpFields headers, int port) throws RequestException {
        Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        String host = headers.get("Host");
        if (headers.getValuesList("Host").size() != 1 || !hosts.contains(host)) {
            throw new RequestException(403, "this server answers under http://127.0.0.1:" + port + " only");
        }
        String origin = headers.get("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new RequestException(403, "requests of other pages are refused");
        }
        String site = headers.get("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new RequestException(403, "requests of other pages are refused: open the address itself");
        }
        if (method.equals("POST")) {
            checkToken(headers);
        } else if (!method.equals("GET")) {
            throw new RequestException(405, "only GET and POST are allowed");
        }
    }

    private void checkToken(HttpFields headers) throws RequestException {
        String given = headers.get(TOKEN_HEADER);
        if (given == null
                || !MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestException(403, "the token of the page is missing or of an earlier start of the server");
        }
        String type = headers.get("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw new RequestException(415, "the content must be application/json");
        }
    }

    /** Headers of every answer: nothing from elsewhere runs, frames or reads the page, and nothing is kept. */
    static void protect(HttpFields.Mutable headers) {
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri"
                        + " 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
    }
}
