package dev.switchboard.gateway.conversation;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps what a socket would have been sent.
final class Kept implements Outbox {
    private final List<JsonObject> frames = new ArrayList<>();
    Optional<String> sentAway = Optional.empty();

    @Override
    public void write(byte[] frame) {
        frames.add(new JsonObject(new String(frame, StandardCharsets.UTF_8)));
    }

    @Override
    public boolean congested() {
        return false;
    }

    @Override
    public void onDrain(Runnable then) {}

    @Override
    public void sendAway(String reason, int reconnectAfterSeconds) {
        sentAway = Optional.of(reason);
    }

    List<JsonObject> all(String type) {
        return frames.stream().filter(f -> f.getString("type").equals(type)).toList();
    }

    List<String> texts() {
        return all("said").stream().map(f -> f.getString("text")).toList();
    }

    JsonObject last(String type) {
        return all(type).getLast();
    }
}
