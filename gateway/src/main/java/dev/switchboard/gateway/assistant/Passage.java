package dev.switchboard.gateway.assistant;

import java.util.Optional;

/// A piece of the help centre.
///
/// @param id article and place in it, such as `refund-delayed#2`; the same in every language
/// @param title the article's title
/// @param text the words an answer may rest on
/// @param language BCP 47 of this text
/// @param link where customers can read the article; absent where the company has no such pages
public record Passage(
        String id, String title, String text, String language, Optional<String> link) {

    public Passage(String id, String title, String text, String language) {
        this(id, title, text, language, Optional.empty());
    }

    /// The article it is from, the same in every language.
    public String slug() {
        int hash = id.indexOf('#');
        return hash < 0 ? id : id.substring(0, hash);
    }
}
