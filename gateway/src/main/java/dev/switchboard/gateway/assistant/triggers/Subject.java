package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.routing.conversation.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is learned to be told from a text: a section of the files of examples.
enum Subject {
    DISTRESS(Reason.DISTRESS),
    ACCOUNT_ACCESS(Reason.ACCOUNT_ACCESS),
    LEGAL(Reason.LEGAL),
    DISPUTE(Reason.DISPUTE),
    DIRECT_REQUEST(Reason.DIRECT_REQUEST),
    /// The assistant says that a person will take over.
    PROMISE(null);

    /// What a customer's words can be.
    static final List<Subject> OF_CUSTOMERS =
            List.of(DISTRESS, ACCOUNT_ACCESS, LEGAL, DISPUTE, DIRECT_REQUEST);

    /// What an assistant's words can be.
    static final List<Subject> OF_ASSISTANTS = List.of(PROMISE);

    private final Optional<Reason> reason;

    Subject(@Nullable Reason reason) {
        this.reason = Optional.ofNullable(reason);
    }

    /// Why a customer who says this goes to a person.
    Optional<Reason> reason() {
        return reason;
    }

    /// Its section of a file.
    String section() {
        return reason.map(Reason::code).orElse("promise");
    }
}
