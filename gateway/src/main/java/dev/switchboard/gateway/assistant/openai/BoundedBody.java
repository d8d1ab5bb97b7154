package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/// Reads a whole body, but never more of it than was asked for.
final class BoundedBody {
    private BoundedBody() {}

    /// The body; a failure, and the end of the connection, where it is longer than `bytesMax`.
    static Future<Buffer> read(HttpClientResponse response, int bytesMax) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(
                chunk -> {
                    if (body.length() + chunk.length() <= bytesMax) {
                        body.appendBuffer(chunk);
                    } else if (whole.tryFail(tooLong(bytesMax))) {
                        response.request().reset();
                    }
                });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(body));
        return whole.future();
    }

    private static UpstreamException tooLong(int bytesMax) {
        return new UpstreamException(
                Kind.BAD_RESPONSE, "a body was longer than " + bytesMax + " bytes");
    }
}
