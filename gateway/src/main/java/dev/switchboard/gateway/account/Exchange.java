package dev.switchboard.gateway.account;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One request and its answer, within a time and a size. What is late or too long is cut off.
final class Exchange {
    private static final int BYTES_MAX = 256 << 10;

    private final HttpClient client;
    private final Duration timeout;
    private @Nullable HttpClientRequest request;
    private boolean over;

    /// An answer.
    record Came(int status, Buffer body) {}

    /// No whole answer came in time.
    static final class Late extends RuntimeException {
        Late(Duration timeout) {
            super("no answer within " + timeout);
        }
    }

    Exchange(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /// Sends it; fails where no whole answer comes.
    Future<Came> run(RequestOptions target, Buffer body) {
        return client.request(target)
                .compose(opened -> {
                    request = opened;
                    return over
                            ? Future.<HttpClientResponse>failedFuture(new Late(timeout))
                            : opened.send(body);
                })
                .compose(this::whole)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> {
                    over = true;
                    if (request != null) {
                        request.reset();
                    }
                    return Future.failedFuture(
                            e instanceof TimeoutException ? new Late(timeout) : e);
                });
    }

    private Future<Came> whole(HttpClientResponse response) {
        Promise<Came> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= BYTES_MAX) {
                body.appendBuffer(chunk);
            } else {
                whole.tryFail("an answer of more than " + BYTES_MAX + " bytes");
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(new Came(response.statusCode(), body)));
        return whole.future();
    }
}
