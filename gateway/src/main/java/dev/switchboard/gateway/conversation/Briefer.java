package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Summaries;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantBriefs;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a model sum up for the agent what was handed over without one, or in words that the agent
/// who has it now does not read. The handoff waits for nothing: a summary that comes is an entry of
/// its own, and one that does not is missed by nobody, so that no other node takes over writing it.
final class Briefer {

    private static final Logger LOG = LoggerFactory.getLogger(Briefer.class);

    private final String id;
    private final Surroundings around;
    private final Uses uses;
    private final Upkeep.Desk desk;

    Briefer(String id, Surroundings around, Uses uses, Upkeep.Desk desk) {
        this.id = id;
        this.around = around;
        this.uses = uses;
        this.desk = desk;
    }

    /// A handoff that may lack a summary.
    ///
    /// @param since when the customer began to wait
    /// @param readers primary BCP 47 tags of what is read there, best first
    private record Lacking(Instant since, Reason reason, List<String> readers) {
        boolean read(String language) {
            return readers.contains(language);
        }
    }

    /// This node has committed a change of hands.
    void moved(Conversation before, Conversation after) {
        lacking(before, after).filter(_ -> uses.retain()).ifPresent(l -> sumUp(after, l));
    }

    private Optional<Lacking> lacking(Conversation before, Conversation after) {
        return switch (after.holder()) {
            case Holder.Queue queue when isNobody(before.holder()) && isTold(queue.reason()) ->
                    Optional.of(
                            new Lacking(
                                    queue.since(),
                                    queue.reason(),
                                    List.of(around.briefing().language())));
            case Holder.Agent agent
                    when before.holder() instanceof Holder.Queue
                            && isTold(agent.reason())
                            && !agent.languages().isEmpty() ->
                    Optional.of(
                            new Lacking(agent.waitingSince(), agent.reason(), agent.languages()));
            case Holder.Queue _, Holder.Agent _, Holder.Assistant _, Holder.Closed _ ->
                    Optional.empty();
        };
    }

    private static boolean isNobody(Holder holder) {
        return holder instanceof Holder.Assistant || holder instanceof Holder.Closed;
    }

    /// Not by a model that is away, or has cost enough.
    private static boolean isTold(Reason reason) {
        return reason != Reason.ASSISTANT_UNAVAILABLE && reason != Reason.POLICY;
    }

    private void sumUp(Conversation state, Lacking lacking) {
        around.store()
                .newest(id, Spent.entriesMax(around.limits()))
                .compose(entries ->
                        request(state, lacking, entries)
                                .map(around.summaries()::of)
                                .orElse(Future.succeededFuture(Optional.empty())))
                .onSuccess(notes -> notes.ifPresent(n -> commit(lacking, n)))
                .onFailure(e ->
                        LOG.atWarn()
                                .addKeyValue("conversation", id)
                                .addKeyValue("why", String.valueOf(e.getMessage()))
                                .log("Could not sum up a handoff"))
                .onComplete(_ -> uses.release());
    }

    private Optional<Summaries.Request> request(
            Conversation state, Lacking lacking, List<Entry> entries) {
        // Until an agent is there, it is written in the language that is read there by default.
        boolean written =
                Briefing.notes(entries)
                        .map(Notes::language)
                        .or(() -> written(state))
                        .filter(lacking::read)
                        .isPresent();
        List<Model.Message> history =
                History.of(
                        entries.subList(
                                Math.max(0, entries.size() - around.limits().historyEntriesMax()),
                                entries.size()));
        boolean said = history.stream().anyMatch(m -> m.role() == Model.Role.CUSTOMER);
        return written || !said || Spent.of(entries, around.limits()).isBeyond(around.limits())
                ? Optional.empty()
                : Optional.of(
                        new Summaries.Request(
                                state.person(),
                                state.language(),
                                lacking.reason(),
                                history,
                                lacking.readers().getFirst()));
    }

    /// What may still be on its way to an agent who has just taken it, since it was handed over.
    private Optional<String> written(Conversation state) {
        return state.holder() instanceof Holder.Agent
                ? Optional.of(around.briefing().language())
                : Optional.empty();
    }

    private void commit(Lacking lacking, Notes notes) {
        String text = around.briefing().of(notes);
        desk.post(
                () -> desk.execute(new AssistantBriefs(around.now(), lacking.since(), text, notes)),
                () -> {});
    }
}
