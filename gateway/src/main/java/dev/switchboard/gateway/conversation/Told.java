package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.ConversationEvent.Noted;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Rated;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.ConversationEvent.Whispered;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Translation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// The log as each side is told of it. Replaying and telling live are the same function.
final class Told {

    private Told() {}

    /// To the customer: what was said and who holds; never what agents note.
    ///
    /// @param voice puts it to them
    static List<ServerFrame> customer(Entry entry, Voice voice) {
        return switch (entry.event()) {
            case Briefed _,
                    Noted _,
                    Whispered _,
                    Rated _,
                    Concluded _,
                    Proposed _,
                    Settled _,
                    HistoryLost _ ->
                    List.of();
            case Said _,
                    TurnInterrupted _,
                    Queued _,
                    Assigned _,
                    Returned _,
                    Reopened _,
                    Closed _ ->
                    frames(entry, Optional.empty(), said -> said.from() instanceof Author.Agent)
                            .stream()
                            .map(frame -> worded(frame, entry, voice))
                            .toList();
        };
    }

    private static ServerFrame worded(ServerFrame frame, Entry entry, Voice voice) {
        return frame instanceof ServerFrame.HolderChanged holder
                ? holder.withText(voice.change(entry.event()))
                : frame;
    }

    /// To a seat or to who watches, all of it.
    ///
    /// @param holder as whom staff read it
    static List<ServerFrame> seat(Entry entry, String conversation, Holder holder) {
        return frames(entry, Optional.of(conversation), said -> isTranslated(said, holder));
    }

    /// Whether staff are told a translation instead of the original: of the customer's words,
    /// unless who holds reads those; of an agent's, where the translation is all that who holds now
    /// can read.
    private static boolean isTranslated(Said said, Holder holder) {
        List<String> read = holder instanceof Holder.Agent held ? held.languages() : List.of();
        boolean customers = said.from() instanceof Author.Customer;
        return !read.contains(said.language())
                && said.translation()
                        .filter(t -> customers || read.contains(t.language()))
                        .isPresent();
    }

    /// To who comes later: words and notes, and what was whispered under this epoch, since older
    /// whispers were meant for somebody else.
    static List<ServerFrame> transcript(
            List<Entry> entries, String conversation, long epoch, Holder holder) {
        return transcript(
                entries.stream()
                        .filter(e -> !(e.event() instanceof Whispered w) || w.epoch() == epoch)
                        .toList(),
                conversation,
                holder);
    }

    /// To who watches: words, notes and all whispers.
    static List<ServerFrame> transcript(List<Entry> entries, String conversation, Holder holder) {
        return entries.stream()
                .flatMap(e -> seat(e, conversation, holder).stream())
                .filter(f -> f instanceof ServerFrame.Said || f instanceof ServerFrame.Note)
                .toList();
    }

    static String holder(Holder holder) {
        return switch (holder) {
            case Holder.Assistant _ -> "assistant";
            case Holder.Queue _ -> "queue";
            case Holder.Agent _ -> "agent";
            case Holder.Closed _ -> "closed";
        };
    }

    /// The name of the agent who holds it, where one does.
    static Optional<String> agentName(Holder holder) {
        return switch (holder) {
            case Holder.Agent agent -> Optional.of(agent.name());
            case Holder.Assistant _, Holder.Queue _, Holder.Closed _ -> Optional.empty();
        };
    }

    static ServerFrame.From from(Author author) {
        return switch (author) {
            case Author.Customer _ -> new ServerFrame.From("customer", Optional.empty());
            case Author.Assistant _ -> new ServerFrame.From("assistant", Optional.empty());
            case Author.Agent agent -> new ServerFrame.From("agent", Optional.of(agent.name()));
            case Author.Gateway _ -> new ServerFrame.From("system", Optional.empty());
        };
    }

    /// @param translated whether a translation is told instead, where there is one
    private static List<ServerFrame> frames(
            Entry entry, Optional<String> conversation, Predicate<Said> translated) {
        long seq = entry.seq();
        return switch (entry.event()) {
            case Said said -> said(seq, said, conversation, translated.test(said));
            case TurnInterrupted t ->
                    List.of(turn(conversation, t.turn(), "interrupted", OptionalLong.of(seq)));
            case Queued q ->
                    List.of(
                            holder(
                                    conversation,
                                    seq,
                                    q.epoch(),
                                    "queue",
                                    Optional.empty(),
                                    Optional.of(q.reason())));
            case Assigned a ->
                    List.of(
                            holder(
                                    conversation,
                                    seq,
                                    a.epoch(),
                                    "agent",
                                    Optional.of(a.name()),
                                    Optional.of(a.reason())));
            case Returned r -> List.of(assistant(conversation, seq, r.epoch()));
            case Reopened r -> List.of(assistant(conversation, seq, r.epoch()));
            case Closed c ->
                    List.of(
                            holder(
                                    conversation,
                                    seq,
                                    c.epoch(),
                                    "closed",
                                    Optional.empty(),
                                    Optional.of(c.reason())));
            case Briefed b ->
                    List.of(
                            new ServerFrame.Note(
                                    conversation.orElseThrow(),
                                    seq,
                                    Optional.empty(),
                                    from(new Author.Assistant()),
                                    b.text(),
                                    b.at(),
                                    false));
            case Noted n ->
                    List.of(
                            new ServerFrame.Note(
                                    conversation.orElseThrow(),
                                    seq,
                                    n.message().map(MessageKey::id),
                                    from(n.from()),
                                    n.text(),
                                    n.at(),
                                    false));
            case Whispered w ->
                    List.of(
                            new ServerFrame.Note(
                                    conversation.orElseThrow(),
                                    seq,
                                    w.message().map(MessageKey::id),
                                    from(w.from()),
                                    w.text(),
                                    w.at(),
                                    true));
            case Rated _, Concluded _, Proposed _, Settled _, HistoryLost _ -> List.of();
        };
    }

    private static List<ServerFrame> said(
            long seq, Said said, Optional<String> conversation, boolean translated) {
        Optional<Translation> other = said.translation().filter(_ -> translated);
        var frame =
                new ServerFrame.Said(
                        conversation,
                        seq,
                        said.message().map(MessageKey::id),
                        from(said.from()),
                        other.map(Translation::text).orElse(said.text()),
                        other.map(Translation::language).orElse(said.language()),
                        said.at(),
                        other.map(_ -> new ServerFrame.Original(said.language(), said.text())),
                        said.interrupted());
        return said.turn()
                .<List<ServerFrame>>map(t ->
                        List.of(
                                frame,
                                turn(
                                        conversation,
                                        t,
                                        said.interrupted() ? "interrupted" : "completed",
                                        OptionalLong.of(seq))))
                .orElse(List.of(frame));
    }

    private static ServerFrame turn(
            Optional<String> conversation, String turn, String state, OptionalLong seq) {
        return new ServerFrame.Turn(conversation, turn, state, seq);
    }

    private static ServerFrame assistant(Optional<String> conversation, long seq, long epoch) {
        return holder(
                conversation,
                seq,
                epoch,
                "assistant",
                Optional.empty(),
                Optional.of(Reason.RETURN));
    }

    private static ServerFrame holder(
            Optional<String> conversation,
            long seq,
            long epoch,
            String holder,
            Optional<String> agent,
            Optional<Reason> reason) {
        return new ServerFrame.HolderChanged(
                conversation, seq, epoch, holder, agent, reason.map(Reason::code));
    }
}
