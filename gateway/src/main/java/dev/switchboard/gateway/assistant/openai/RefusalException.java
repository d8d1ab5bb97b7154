package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;

/// The model's server answered with a status other than 2xx.
final class RefusalException extends HttpException {
    private final Duration retryAfter;

    /// @param body what the server said, for [Fault] to find the error's code in
    /// @param retryAfter how long the server asks to be left alone; zero where it does not say
    RefusalException(int status, String body, Duration retryAfter) {
        super(status, body);
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
