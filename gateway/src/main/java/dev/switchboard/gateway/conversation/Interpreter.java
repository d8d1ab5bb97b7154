package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant.Understood;
import dev.switchboard.gateway.assistant.translation.Translator;
import dev.switchboard.gateway.policy.Text;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand.AgentSays;
import dev.switchboard.routing.conversation.ConversationCommand.GatewaySays;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Translation;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What people's words are, found out before they are decided on: their language, whether they send
/// the conversation to a person, and what the other side reads of them. Within the conversation's
/// own order, so that words that wait for their translation keep their place.
final class Interpreter {

    private final String id;
    private final Surroundings around;
    private final Ledger ledger;
    private final Supplier<Optional<Seen>> seen;

    /// @param seen holds what the customer has seen of the answer being written
    Interpreter(String id, Surroundings around, Ledger ledger, Supplier<Optional<Seen>> seen) {
        this.id = id;
        this.around = around;
        this.ledger = ledger;
        this.seen = seen;
    }

    /// A customer's words. Whether they go to a person is not asked where they go to one anyway.
    Future<Words> customer(MessageKey message, String text) {
        boolean withPeople =
                state().holder() instanceof Holder.Agent
                        || state().holder() instanceof Holder.Queue;
        Future<Understood> understood =
                withPeople
                        ? around.assistant()
                                .language(text, state().language())
                                .map(l -> new Understood(l, Optional.empty(), Consent.NEITHER))
                        : around.assistant().understand(text, state().language());
        return understood.compose(u ->
                forAgent(message, text, u.language())
                        .compose(translation -> briefed(u, text, translation)));
    }

    private Future<Words> briefed(Understood u, String text, Optional<Translation> translation) {
        Future<Optional<Handoff>> handoff =
                u.handoff().isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : handoff(u.handoff().get(), Optional.of(text)).map(Optional::of);
        return handoff.map(h ->
                new Words(
                        around.now(),
                        u.language(),
                        h,
                        u.consent(),
                        translation,
                        h.isPresent() ? seen.get() : Optional.empty()));
    }

    /// A customer's wish for a person, without words.
    Future<Words> customer() {
        return handoff(Reason.DIRECT_REQUEST, Optional.empty())
                .map(handoff ->
                        new Words(
                                around.now(),
                                state().language(),
                                Optional.of(handoff),
                                Consent.NEITHER,
                                Optional.empty(),
                                seen.get()));
    }

    /// Whoever takes over is told what the log tells.
    private Future<Handoff> handoff(Reason reason, Optional<String> said) {
        return around.store()
                .newest(id, around.limits().historyEntriesMax())
                .map(entries -> new Handoff(reason, around.briefing().of(state(), entries, said)));
    }

    private Future<Optional<Translation>> forAgent(
            MessageKey message, String text, String language) {
        return state().holder() instanceof Holder.Agent held && !held.reads(language)
                ? translated(message, text, language, held.languages().getFirst())
                : Future.succeededFuture(Optional.empty());
    }

    /// An agent's words. Who reads the customer's language is taken to write it, and who does not
    /// hold is not listened to.
    Future<AgentSays> agent(MessageKey message, Author.Agent agent, String text) {
        String customers = state().language();
        if (!(state().holder() instanceof Holder.Agent held)
                || !held.seat().equals(agent.seat())
                || held.reads(customers)) {
            return Future.succeededFuture(says(message, agent, text, customers, Optional.empty()));
        }
        return around.translator()
                .languageOf(text, held.languages().getFirst())
                .compose(language ->
                        // Some try the customer's language, though it is none of theirs.
                        (language.equals(customers)
                                        ? Future.succeededFuture(Optional.<Translation>empty())
                                        : translated(message, text, language, customers))
                                .map(t -> says(message, agent, text, language, t)));
    }

    private AgentSays says(
            MessageKey message,
            Author.Agent agent,
            String text,
            String language,
            Optional<Translation> translation) {
        return new AgentSays(
                around.now(), Optional.of(message), agent, text, language, translation);
    }

    /// What was stored before is not translated again.
    private Future<Optional<Translation>> translated(
            MessageKey message, String text, String from, String to) {
        var request = new Translator.Request(text, from, to, state().person());
        return around.store()
                .seqOf(id, message)
                .compose(stored ->
                        stored.isPresent()
                                ? Future.succeededFuture(Optional.<String>empty())
                                : around.translator().translate(request))
                .map(translation -> translation.map(t -> new Translation(to, t)));
    }

    /// What the customer is told where a supervisor has taken over who does not read their
    /// language; of those whom the pool assigns, the pool tells.
    Optional<GatewaySays> takenOver(Conversation after) {
        if (!(after.holder() instanceof Holder.Agent taker)
                || taker.reason() != Reason.TAKEOVER
                || taker.reads(after.language())) {
            return Optional.empty();
        }
        Text text = around.translator().isThere() ? Text.TRANSLATED : Text.TRANSLATION;
        var said = around.texts().say(text, after.language(), Map.of("name", taker.name()));
        return Optional.of(
                new GatewaySays(
                        around.now(),
                        Optional.of(MessageKey.ofPool("translation-" + after.epoch())),
                        after.epoch(),
                        said.text(),
                        said.language()));
    }

    private Conversation state() {
        return ledger.state();
    }
}
