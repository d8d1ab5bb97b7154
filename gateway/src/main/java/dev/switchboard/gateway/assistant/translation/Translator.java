package dev.switchboard.gateway.assistant.translation;

import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.util.Optional;

/// Puts what one person writes into the language of another. Called on an event loop, answers on
/// it.
public interface Translator {

    /// Nobody translates: all is read as it was written.
    Translator NONE =
            new Translator() {
                @Override
                public boolean isThere() {
                    return false;
                }

                @Override
                public Future<String> languageOf(String text, String assumed) {
                    return Future.succeededFuture(assumed);
                }

                @Override
                public Future<Optional<String>> translate(Request request) {
                    return Future.succeededFuture(Optional.empty());
                }
            };

    /// Whether anything is translated at all.
    boolean isThere();

    /// What a text is written in, as a primary BCP 47 tag: what is assumed, unless it plainly is
    /// not. Never fails.
    Future<String> languageOf(String text, String assumed);

    /// The text in the other language; nothing where there is none in time, none that can be
    /// believed, or none that would differ. Never fails.
    Future<Optional<String>> translate(Request request);

    /// @param from primary BCP 47 tag of the text
    /// @param to the same of what is wanted
    /// @param person whose conversation it is
    record Request(String text, String from, String to, Person person) {}
}
