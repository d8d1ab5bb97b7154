package dev.switchboard.gateway.embedded;

/// The embedded Redis cannot run; the message is a sentence that says why and what helps.
public final class EmbeddedRedisFailure extends RuntimeException {

    EmbeddedRedisFailure(String sentence) {
        super(sentence);
    }

    EmbeddedRedisFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
