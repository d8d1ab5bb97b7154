package dev.switchboard.routing.conversation;

/// A client's own id for what it sent, unique in its conversation. Customers and seats choose
/// theirs without knowing of each other, so each sender has a space of its own.
///
/// @param sender `customer`, `pool`, or `seat:` and the seat
/// @param id as the client wrote it
public record MessageKey(String sender, String id) {

    /// The customer's.
    public static MessageKey ofCustomer(String id) {
        return new MessageKey("customer", id);
    }

    /// An agent's.
    public static MessageKey ofSeat(String seat, String id) {
        return new MessageKey("seat:" + seat, id);
    }

    /// A pool's, for what it has the gateway say.
    public static MessageKey ofPool(String id) {
        return new MessageKey("pool", id);
    }

    /// One string for both; frames cannot carry the separator, so no two keys share one.
    public String value() {
        return sender + '\0' + id;
    }
}
