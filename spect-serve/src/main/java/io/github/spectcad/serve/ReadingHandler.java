package io.github.spectcad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request through the guard to its answer. */
final class ReadingHandler extends Handler.Abstract {
    static final int LARGEST_CONTENT = 16 << 10;

    private final Guard guard;
    private final Routes routes;

    ReadingHandler(Guard guard, Routes routes) {
        this.guard = guard;
        this.routes = routes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply;
        try {
            guard.check(request.getMethod(), request.getHeaders(), Request.getLocalPort(request));
            boolean post = request.getMethod().equals("POST");
            reply = routes.answer(post, request.getHttpURI().getPath(), post ? content(request) : "");
        } catch (RequestException e) {
            reply = Reply.error(e.status(), e.getMessage());
        } catch (IOException e) {
            reply = Reply.error(400, "the request ended before its content was whole");
        } catch (RuntimeException e) {
            // its message may hold an id or a path, so it is not logged
            System.getLogger(ReadingHandler.class.getName())
                    .log(Level.ERROR, "a request failed with {0} at {1}", e.getClass(), e.getStackTrace()[0]);
            reply = Reply.error(
                    500, "the server made an error of its own, " + e.getClass().getSimpleName());
        }
        send(reply, response, callback);
        return true;
    }

    private static String content(Request request) throws IOException, RequestException {
        if (request.getLength() > LARGEST_CONTENT) {
            throw tooLarge();
        }
        try (InputStream in = Request.asInputStream(request)) {
            byte[] bytes = in.readNBytes(LARGEST_CONTENT + 1);
            if (bytes.length > LARGEST_CONTENT) {
                throw tooLarge();
            }
            return new String(bytes, UTF_8);
        }
    }

    private static RequestException tooLarge() {
        return new RequestException(413, "the content is too large: at most " + LARGEST_CONTENT + " bytes are taken");
    }

    private static void send(Reply reply, Response response, Callback callback) {
        Guard.protect(response.getHeaders());
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
        byte[] bytes = reply.bytes();
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
