package dev.switchboard.gateway.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Writes one frame as JSON, straight from its record to bytes.
final class FrameWriter {

    private static final JsonFactory JSON = new JsonFactory();

    /// Most frames are deltas of a few words.
    private static final int USUAL_BYTES = 192;

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final JsonGenerator json;

    private FrameWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(ServerFrame frame) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            new FrameWriter(json).frame(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory take everything
        }
        return bytes.toByteArray();
    }

    private void frame(ServerFrame frame) throws IOException {
        json.writeStartObject();
        switch (frame) {
            case ServerFrame.Delta delta -> delta(delta);
            case ServerFrame.Said said -> said(said);
            case ServerFrame.Accepted accepted -> accepted(accepted);
            case ServerFrame.Turn turn -> turn(turn);
            case ServerFrame.HolderChanged holder -> holder(holder);
            case ServerFrame.Queue queue -> queue(queue);
            case ServerFrame.Typing typing -> typing(typing);
            case ServerFrame.Read read -> read(read);
            case ServerFrame.Error error -> error(error);
            case ServerFrame.Goodbye goodbye -> goodbye(goodbye);
            case ServerFrame.Pong _ -> type("pong");
            case ServerFrame.Welcome welcome -> welcome(welcome);
            case ServerFrame.SeatWelcome welcome -> seatWelcome(welcome);
            case ServerFrame.Offer offer -> offer(offer);
            case ServerFrame.Withdrawn withdrawn -> withdrawn(withdrawn);
            case ServerFrame.Assigned assigned -> assigned(assigned);
            case ServerFrame.Note note -> note(note);
            case ServerFrame.Released released -> released(released);
        }
        json.writeEndObject();
    }

    private void delta(ServerFrame.Delta delta) throws IOException {
        type("delta");
        optional("conversation", delta.conversation());
        text("turn", delta.turn());
        json.writeNumberField("offset", delta.offset());
        text("text", delta.text());
    }

    private void said(ServerFrame.Said said) throws IOException {
        type("said");
        optional("conversation", said.conversation());
        json.writeNumberField("seq", said.seq());
        optional("id", said.id());
        from(said.from());
        text("text", said.text());
        text("language", said.language());
        at("at", said.at());
        optional("translatedFrom", said.translatedFrom());
        if (said.interrupted()) {
            json.writeBooleanField("interrupted", true);
        }
    }

    private void accepted(ServerFrame.Accepted accepted) throws IOException {
        type("accepted");
        text("id", accepted.id());
        json.writeNumberField("seq", accepted.seq());
    }

    private void turn(ServerFrame.Turn turn) throws IOException {
        type("turn");
        optional("conversation", turn.conversation());
        text("turn", turn.turn());
        text("state", turn.state());
        optional("seq", turn.seq());
    }

    private void holder(ServerFrame.HolderChanged holder) throws IOException {
        type("holder");
        optional("conversation", holder.conversation());
        json.writeNumberField("seq", holder.seq());
        json.writeNumberField("epoch", holder.epoch());
        text("holder", holder.holder());
        if (holder.agentName().isPresent()) {
            json.writeObjectFieldStart("agent");
            optional("name", holder.agentName());
            json.writeEndObject();
        }
        optional("reason", holder.reason());
    }

    private void queue(ServerFrame.Queue queue) throws IOException {
        type("queue");
        json.writeNumberField("position", queue.position());
        if (queue.waitSeconds().isPresent()) {
            json.writeArrayFieldStart("waitSeconds");
            json.writeNumber(queue.waitSeconds().get().low());
            json.writeNumber(queue.waitSeconds().get().high());
            json.writeEndArray();
        }
    }

    private void typing(ServerFrame.Typing typing) throws IOException {
        type("typing");
        optional("conversation", typing.conversation());
        from(typing.from());
    }

    private void read(ServerFrame.Read read) throws IOException {
        type("read");
        optional("conversation", read.conversation());
        json.writeNumberField("seq", read.seq());
        from(read.from());
    }

    private void error(ServerFrame.Error error) throws IOException {
        type("error");
        text("code", error.code());
        text("message", error.message());
        optional("id", error.id());
        optional("retryAfter", error.retryAfter());
        optional("conversation", error.conversation());
    }

    private void goodbye(ServerFrame.Goodbye goodbye) throws IOException {
        type("goodbye");
        text("reason", goodbye.reason());
        json.writeNumberField("reconnectAfter", goodbye.reconnectAfter());
    }

    private void welcome(ServerFrame.Welcome welcome) throws IOException {
        type("welcome");
        text("conversation", welcome.conversation());
        json.writeNumberField("seq", welcome.seq());
        text("holder", welcome.holder());
        json.writeBooleanField("resumed", welcome.resumed());
        json.writeNumberField("heartbeat", welcome.heartbeat());
        text("language", welcome.language());
    }

    private void seatWelcome(ServerFrame.SeatWelcome welcome) throws IOException {
        type("welcome");
        text("seat", welcome.seat());
        text("state", welcome.state());
        texts("conversations", welcome.conversations());
        json.writeNumberField("heartbeat", welcome.heartbeat());
    }

    private void offer(ServerFrame.Offer offer) throws IOException {
        type("offer");
        text("offer", offer.offer());
        text("conversation", offer.conversation());
        text("reason", offer.reason());
        text("language", offer.language());
        text("summary", offer.summary());
        json.writeNumberField("waitedSeconds", offer.waitedSeconds());
        at("expiresAt", offer.expiresAt());
    }

    private void withdrawn(ServerFrame.Withdrawn withdrawn) throws IOException {
        type("withdrawn");
        text("offer", withdrawn.offer());
        text("why", withdrawn.why());
    }

    private void assigned(ServerFrame.Assigned assigned) throws IOException {
        type("assigned");
        text("conversation", assigned.conversation());
        json.writeNumberField("epoch", assigned.epoch());
        json.writeObjectFieldStart("customer");
        optional("name", assigned.customer().name());
        optional("locale", assigned.customer().locale());
        optional("market", assigned.customer().market());
        json.writeEndObject();
        text("language", assigned.language());
        text("summary", assigned.summary());
        json.writeArrayFieldStart("entries");
        for (ServerFrame entry : assigned.entries()) {
            frame(entry);
        }
        json.writeEndArray();
    }

    private void note(ServerFrame.Note note) throws IOException {
        type("note");
        text("conversation", note.conversation());
        json.writeNumberField("seq", note.seq());
        optional("id", note.id());
        from(note.from());
        text("text", note.text());
        at("at", note.at());
    }

    private void released(ServerFrame.Released released) throws IOException {
        type("released");
        text("conversation", released.conversation());
        text("why", released.why());
    }

    private void type(String type) throws IOException {
        json.writeStringField("type", type);
    }

    private void from(ServerFrame.From from) throws IOException {
        json.writeObjectFieldStart("from");
        text("kind", from.kind());
        optional("name", from.name());
        json.writeEndObject();
    }

    private void text(String field, String value) throws IOException {
        json.writeStringField(field, Surrogates.replaced(value));
    }

    private void texts(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(Surrogates.replaced(value));
        }
        json.writeEndArray();
    }

    private void at(String field, Instant at) throws IOException {
        json.writeStringField(field, MILLISECONDS.format(at));
    }

    private void optional(String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(field, value.get());
        }
    }

    private void optional(String field, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(field, value.getAsLong());
        }
    }

    private void optional(String field, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(field, value.getAsInt());
        }
    }
}
