package dev.switchboard.gateway.assistant;

/// Whether words say that a person is on the way.
public interface Promises {

    /// @param sentence of what the assistant wrote
    /// @param language primary BCP 47 tag
    boolean promises(String sentence, String language);
}
