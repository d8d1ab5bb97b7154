package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import switchboard.load.Json;

/// An entry of a conversation's log as Redis has it.
///
/// @param seq its place
/// @param event as it is stored
record LogEntry(long seq, JsonNode event) {

    String type() {
        return Json.type(event);
    }

    boolean is(String type) {
        return type().equals(type);
    }

    /// Who said or noted it: `customer`, `assistant`, `agent` or `system`, as frames name them.
    String kind() {
        String author = Json.type(event.path("from"));
        return switch (author) {
            case "Customer" -> "customer";
            case "Assistant" -> "assistant";
            case "Agent" -> "agent";
            case "Gateway" -> "system";
            default -> author;
        };
    }

    String text() {
        return Json.text(event, "text");
    }

    /// The client's own id of what caused it; empty where nothing did.
    String messageId() {
        return event.path("message").path("id").asText();
    }

    /// Who holds from here on, as `holder` frames name it; empty where it changes nothing.
    String holder() {
        return switch (type()) {
            case "Queued" -> "queue";
            case "Assigned" -> "agent";
            case "Returned", "Reopened" -> "assistant";
            case "Closed" -> "closed";
            default -> "";
        };
    }

    long epoch() {
        return event.path("epoch").asLong();
    }

    /// Whether a customer is told of it with its `seq`.
    boolean isForCustomers() {
        return is("Said") || !holder().isEmpty();
    }
}
