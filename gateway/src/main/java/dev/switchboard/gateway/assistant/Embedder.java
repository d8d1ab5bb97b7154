package dev.switchboard.gateway.assistant;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/// Turns texts into vectors that lie close where texts mean alike, whatever their language.
public interface Embedder {

    /// One vector for each text, in their order: of one dimension, of length 1. A failure's message
    /// may be logged: it holds nothing of the texts.
    Future<List<float[]>> embed(List<String> texts);

    /// How long to wait before another try.
    ///
    /// @param failures in a row until now, from 1
    Duration pause(int failures);
}
