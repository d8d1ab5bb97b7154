package dev.switchboard.gateway.assistant;

import java.util.Optional;

/// Where customers can read an article.
///
/// @param template a URL with `{language}` and `{slug}` in it; absent: articles have no pages
public record Links(Optional<String> template) {
    public static final Links NONE = new Links(Optional.empty());

    Optional<String> to(String language, String slug) {
        return template.map(url -> url.replace("{language}", language).replace("{slug}", slug));
    }
}
