package dev.switchboard.gateway.evals;

import java.util.List;

/// How one run of a case went.
///
/// @param number from 1
/// @param misses what did not hold; none: it passed
/// @param answers times of the answers
public record Run(
        int number,
        List<Miss> misses,
        List<TurnSeen.Line> transcript,
        List<Timing> answers,
        boolean handedOver) {
    public Run {
        misses = List.copyOf(misses);
        transcript = List.copyOf(transcript);
        answers = List.copyOf(answers);
    }

    public boolean passed() {
        return misses.isEmpty();
    }

    /// @param turn from 1; 0 where it is about the whole conversation
    public record Miss(int turn, String sentence) {}

    /// @param firstDeltaMs from the customer's word to the first piece of the answer
    /// @param answeredMs the same to its end
    public record Timing(long firstDeltaMs, long answeredMs) {}
}
