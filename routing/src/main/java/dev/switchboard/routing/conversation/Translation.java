package dev.switchboard.routing.conversation;

/// What one side said, put into the language of the other.
///
/// @param language BCP 47, what `text` is written in
public record Translation(String language, String text) {}
