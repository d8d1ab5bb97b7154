package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.pool.PoolCommand.Presence;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Withdrawal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What travels between a client and its node: the wire protocol without its JSON.
sealed interface Frame {

    // customer → node

    record Hello(String person, Optional<String> conversation, OptionalLong after)
            implements Frame {}

    record Say(String id, Words words) implements Frame {}

    record Stop() implements Frame {}

    record Human(String id) implements Frame {}

    record Rate(String id) implements Frame {}

    record End(String id) implements Frame {}

    // seat → node

    record SeatHello(String seat, Profile profile) implements Frame {}

    record Present(Presence.State state) implements Frame {}

    record Accept(String offer) implements Frame {}

    record Decline(String offer) implements Frame {}

    record SeatSays(String conversation, String id) implements Frame {}

    record SeatNotes(String conversation, String id) implements Frame {}

    record Transfer(String conversation, Target target) implements Frame {}

    record Return(String conversation) implements Frame {}

    record Close(String conversation) implements Frame {}

    record Watch(String conversation) implements Frame {}

    record Whisper(String conversation, String id) implements Frame {}

    record TakeOver(String conversation) implements Frame {}

    // node → client

    /// @param from the last `seq` that the client is taken to have: what follows comes next
    record Welcome(String conversation, long from, boolean resumed) implements Frame {}

    record Entry(String conversation, long seq, ConversationEvent event) implements Frame {}

    record TurnBegan(String conversation, String turn) implements Frame {}

    record Accepted(String id, long seq) implements Frame {}

    record Refused(String id, Decision.Refusal why) implements Frame {}

    record Unavailable(String id) implements Frame {}

    record Seated(Seat.State state, List<String> conversations) implements Frame {}

    record Offered(PoolEffect.Offer offer) implements Frame {}

    record Withdrawn(String offer, Optional<Withdrawal> why) implements Frame {}

    /// @param from as in [Welcome]
    record Assigned(String conversation, long epoch, long from) implements Frame {}

    record Released(String conversation) implements Frame {}

    /// What a customer says, as far as the gateway would understand it.
    ///
    /// @param handoff whether these words alone ask for a person
    record Words(String text, String language, boolean handoff, Consent consent) {}
}
