package dev.switchboard.routing.conversation;

/// Where a conversation is to go next.
public sealed interface Target {

    /// To anybody who fits.
    record Anybody() implements Target {}

    /// To one agent's seat.
    record Seat(String seat) implements Target {}

    /// To somebody with a skill.
    record Skill(String skill) implements Target {}

    /// To somebody who speaks a language, BCP 47.
    record Language(String language) implements Target {}
}
