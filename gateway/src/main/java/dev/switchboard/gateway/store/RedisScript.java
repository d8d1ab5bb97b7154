package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A Lua script, called by its digest. A server that does not know it is sent the text, so that
/// nodes of two versions work side by side on one Redis.
final class RedisScript {

    private final String text;
    private final String digest;

    private RedisScript(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    /// The script of this file name under `/redis` in the class path.
    static RedisScript named(String file) {
        try (InputStream in = RedisScript.class.getResourceAsStream("/redis/" + file)) {
            byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
            return new RedisScript(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How a command is sent to the master of a key.
    @FunctionalInterface
    interface Way {
        Future<@Nullable Response> send(String key, Request request);
    }

    /// @param keys in one slot, at least one
    Future<@Nullable Response> run(Way way, List<String> keys, List<String> args) {
        return run(way, keys, request -> args.forEach(request::arg));
    }

    /// The same, with arguments that need not be text.
    Future<@Nullable Response> run(Way way, List<String> keys, Consumer<Request> args) {
        return way.send(keys.getFirst(), request(Command.EVALSHA, digest, keys, args))
                .recover(e ->
                        isUnknownScript(e)
                                ? way.send(keys.getFirst(), request(Command.EVAL, text, keys, args))
                                : Future.failedFuture(e));
    }

    private static boolean isUnknownScript(Throwable e) {
        String message = e.getMessage();
        return message != null && message.startsWith("NOSCRIPT");
    }

    private static Request request(
            Command command, String script, List<String> keys, Consumer<Request> args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        args.accept(request);
        return request;
    }

    private static String sha1(String text) {
        try {
            // Redis names scripts by SHA-1; nothing is secured by it.
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
