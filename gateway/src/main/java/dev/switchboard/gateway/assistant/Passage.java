package dev.switchboard.gateway.assistant;

/// A piece of the help centre.
///
/// @param id article and place in it, such as `refund-delayed#2`; the same in every language
/// @param title the article's title
/// @param text the words an answer may rest on
/// @param language BCP 47 of this text
public record Passage(String id, String title, String text, String language) {}
