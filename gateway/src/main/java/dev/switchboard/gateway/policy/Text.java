package dev.switchboard.gateway.policy;

import java.util.Optional;

/// What the gateway itself has to say to customers, as `texts/en.yaml` explains it.
public enum Text {
    WAITED_OTHER_MARKETS("waited.other-markets"),
    WAITED_CALLBACK("waited.callback"),
    WAITED_TICKET("waited.ticket"),
    CLOSED_OTHER_MARKETS("closed.other-markets"),
    CLOSED_CALLBACK("closed.callback"),
    CLOSED_TICKET("closed.ticket"),
    /// With `opens`.
    CLOSED_UNTIL_OTHER_MARKETS("closed-until.other-markets", "opens"),
    /// With `opens`.
    CLOSED_UNTIL_CALLBACK("closed-until.callback", "opens"),
    /// With `opens`.
    CLOSED_UNTIL_TICKET("closed-until.ticket", "opens"),
    TARGET_UNAVAILABLE("target-unavailable"),
    /// With `name`.
    TRANSLATION("translation", "name");

    private final String key;
    private final Optional<String> placeholder;

    Text(String key) {
        this.key = key;
        this.placeholder = Optional.empty();
    }

    Text(String key, String placeholder) {
        this.key = key;
        this.placeholder = Optional.of(placeholder);
    }

    /// Its path in the files.
    public String key() {
        return key;
    }

    /// What is filled in, which every text of this key has.
    public Optional<String> placeholder() {
        return placeholder;
    }
}
