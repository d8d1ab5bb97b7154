package dev.switchboard.gateway.evals;

/// A run cannot go on: something did not come in time, or broke. Fails the run with its message.
final class Stuck extends RuntimeException {
    Stuck(String message) {
        super(message);
    }
}
