package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import switchboard.load.Json;

/// A customer who has the page open and says nothing.
final class Idle extends Client {

    Idle(String name, Doors doors, History history, long seed) {
        super(name, "/chat", Tokens.customer(name), doors, history, seed);
    }

    @Override
    protected ObjectNode hello() {
        return Json.frame("hello");
    }

    @Override
    protected void came(JsonNode frame) {
        // It only looks.
    }
}
