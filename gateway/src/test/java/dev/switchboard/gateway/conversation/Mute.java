package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.routing.conversation.Consent;
import io.vertx.core.Future;
import java.util.Optional;

/// Understands everything and never answers.
class Mute implements Assistant, Assistant.Writing {
    int begun;
    int cancelled;

    @Override
    public Future<Understood> understand(String text, String language) {
        return Future.succeededFuture(new Understood(language, Optional.empty(), Consent.NEITHER));
    }

    @Override
    public Future<String> language(String text, String language) {
        return Future.succeededFuture(language);
    }

    @Override
    public Writing begin(Question question, Host host) {
        begun++;
        return this;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        cancelled++;
    }
}
