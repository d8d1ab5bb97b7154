package dev.switchboard.routing.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A conversation as its log has made it.
///
/// @param version `seq` of its last entry; 0 where nothing has been said yet
/// @param epoch raised by each change of holder; what began under an older one is refused
/// @param language BCP 47, what the customer last wrote
/// @param turn the answer that is due or being written
/// @param customerSeq `seq` of the customer's last word; 0 for none
/// @param silentSince when somebody last spoke, or when it last changed hands, whichever was later;
///   the gateway's own texts are nobody's words
/// @param lastSeat the seat that holds it or held it last, to be preferred when a seat is sought
///   again; nobody after a transfer, since who passed it on is not to get it back, nor once closed
/// @param wrapUp the seat that held it when it was closed, until another one holds it
/// @param lost entries that may have been told and that the store has lost
/// @param proposal what the customer is asked to agree to, as the last thing said
public record Conversation(
        String id,
        Person person,
        long version,
        long epoch,
        Holder holder,
        String language,
        Optional<Turn> turn,
        long customerSeq,
        Optional<Instant> silentSince,
        Optional<String> lastSeat,
        Optional<WrapUp> wrapUp,
        Optional<Lost> lost,
        Optional<Proposal> proposal) {

    /// One answer of the assistant, from its cause to its end.
    ///
    /// @param id unique in the conversation
    /// @param epoch under which it began
    /// @param errand what it is to do, where it is more than to answer the customer's words
    public record Turn(String id, long epoch, Optional<Errand> errand) {
        /// One that answers the customer's words.
        public Turn(String id, long epoch) {
            this(id, epoch, Optional.empty());
        }

        static Turn answering(long customerSeq, long epoch) {
            return new Turn("t" + customerSeq, epoch);
        }

        /// `seq` of the customer's word that it answers.
        long customerSeq() {
            return Long.parseLong(id.substring(1));
        }

        Turn on(Errand errand) {
            return new Turn(id, epoch, Optional.of(errand));
        }
    }

    /// What the customer's yes or no to a proposal makes due.
    ///
    /// @param agreed whether it is to be done
    public record Errand(Proposal proposal, boolean agreed) {}

    /// An agent's last word on a conversation that has been closed: disposition and tags.
    ///
    /// @param epoch under which the seat held it
    /// @param given whether it is in the log
    public record WrapUp(String seat, long epoch, boolean given) {}

    /// Who has seen an entry in this range has seen what the log does not hold.
    ///
    /// @param from `seq` of the first
    /// @param through `seq` of the last
    public record Lost(long from, long through) {
        /// Whether this entry may have been one of them.
        public boolean holds(long seq) {
            return from <= seq && seq <= through;
        }
    }

    /// A conversation in which nothing has been said.
    public static Conversation begin(String id, Person person, String language) {
        return new Conversation(
                id,
                person,
                0,
                0,
                new Holder.Assistant(),
                language,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// What must be running because the conversation is as it is. Whoever finds it not running
    /// starts it: after a commit, after a restart and after another node's death alike.
    public List<Activity> activities() {
        return switch (holder) {
            case Holder.Assistant _ ->
                    turn.<List<Activity>>map(t -> List.of(new Activity.Answer(t)))
                            .orElse(List.of());
            case Holder.Queue queue -> List.of(new Activity.SeekSeat(epoch, queue));
            case Holder.Agent _, Holder.Closed _ -> List.of();
        };
    }

    /// Something that runs as long as the state says so.
    public sealed interface Activity {
        /// The assistant writes.
        record Answer(Turn turn) implements Activity {}

        /// A pool looks for a seat.
        record SeekSeat(long epoch, Holder.Queue queue) implements Activity {}
    }

    /// Whether nobody has spoken for this long.
    public boolean silentFor(Duration silence, Instant at) {
        return silentSince.filter(since -> !since.plus(silence).isAfter(at)).isPresent();
    }

    /// Whether this seat is the holder.
    public boolean isHeldBy(String seat) {
        return holder instanceof Holder.Agent held && held.seat().equals(seat);
    }

    /// The seat whose disposition is still to come.
    public Optional<String> wrapUpOwedBy() {
        return wrapUp.filter(w -> !w.given()).map(WrapUp::seat);
    }

    /// As far as the entry with this `seq`; nothing else has changed.
    Conversation at(long seq) {
        return with(seq, epoch, holder, turn);
    }

    /// In the same hands under another epoch.
    Conversation in(long epoch) {
        return with(version, epoch, holder, turn.map(t -> new Turn(t.id(), epoch, t.errand())));
    }

    Conversation missing(Lost range) {
        return new Conversation(
                id,
                person,
                version,
                epoch,
                holder,
                language,
                turn,
                customerSeq,
                silentSince,
                lastSeat,
                wrapUp,
                Optional.of(range),
                proposal);
    }

    Conversation answering(Optional<Turn> turn) {
        return with(version, epoch, holder, turn);
    }

    /// In other hands. No answer and no proposal outlives that.
    Conversation held(Holder holder, long epoch, Instant at) {
        return with(version, epoch, holder, Optional.empty())
                .proposing(Optional.empty())
                .stirred(at);
    }

    Conversation proposing(Optional<Proposal> proposal) {
        return new Conversation(
                id,
                person,
                version,
                epoch,
                holder,
                language,
                turn,
                customerSeq,
                silentSince,
                lastSeat,
                wrapUp,
                lost,
                proposal);
    }

    private Conversation with(long version, long epoch, Holder holder, Optional<Turn> turn) {
        return new Conversation(
                id,
                person,
                version,
                epoch,
                holder,
                language,
                turn,
                customerSeq,
                silentSince,
                lastSeat,
                wrapUp,
                lost,
                proposal);
    }

    /// The customer spoke, in this language.
    Conversation heard(String language) {
        return new Conversation(
                id,
                person,
                version,
                epoch,
                holder,
                language,
                turn,
                version,
                silentSince,
                lastSeat,
                wrapUp,
                lost,
                proposal);
    }

    /// Not silent before this time, nor before any that was known.
    Conversation stirred(Instant at) {
        return with(Optional.of(silentSince.filter(at::isBefore).orElse(at)), lastSeat, wrapUp);
    }

    Conversation preferring(Optional<String> lastSeat) {
        return with(silentSince, lastSeat, wrapUp);
    }

    Conversation wrappingUp(Optional<WrapUp> wrapUp) {
        return with(silentSince, lastSeat, wrapUp);
    }

    private Conversation with(
            Optional<Instant> silentSince, Optional<String> lastSeat, Optional<WrapUp> wrapUp) {
        return new Conversation(
                id,
                person,
                version,
                epoch,
                holder,
                language,
                turn,
                customerSeq,
                silentSince,
                lastSeat,
                wrapUp,
                lost,
                proposal);
    }
}
