package dev.switchboard.routing.conversation;

import java.util.List;
import java.util.Optional;

/// A conversation as its log has made it.
///
/// @param version `seq` of its last entry; 0 where nothing has been said yet
/// @param epoch raised by each change of holder; what began under an older one is refused
/// @param language BCP 47, what the customer last wrote
/// @param turn the answer that is due or being written
/// @param customerSeq `seq` of the customer's last word; 0 for none
public record Conversation(
        String id,
        Person person,
        long version,
        long epoch,
        Holder holder,
        String language,
        Optional<Turn> turn,
        long customerSeq) {

    /// One answer of the assistant, from its cause to its end.
    ///
    /// @param id unique in the conversation
    /// @param epoch under which it began
    public record Turn(String id, long epoch) {
        static Turn answering(long customerSeq, long epoch) {
            return new Turn("t" + customerSeq, epoch);
        }
    }

    /// A conversation in which nothing has been said.
    public static Conversation begin(String id, Person person, String language) {
        return new Conversation(
                id, person, 0, 0, new Holder.Assistant(), language, Optional.empty(), 0);
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

    Conversation with(long version, Holder holder, long epoch) {
        return new Conversation(
                id, person, version, epoch, holder, language, Optional.empty(), customerSeq);
    }

    Conversation with(long version, Optional<Turn> turn) {
        return new Conversation(id, person, version, epoch, holder, language, turn, customerSeq);
    }

    Conversation heard(String language, Optional<Turn> turn) {
        long seq = version + 1;
        return new Conversation(id, person, seq, epoch, holder, language, turn, seq);
    }
}
