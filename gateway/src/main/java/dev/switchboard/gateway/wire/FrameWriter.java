package dev.switchboard.gateway.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Writes one frame as JSON, straight from its record to bytes.
final class FrameWriter {

    private final JsonWriter out;

    private FrameWriter(JsonWriter out) {
        this.out = out;
    }

    static byte[] write(ServerFrame frame) {
        try (JsonWriter out = new JsonWriter()) {
            new FrameWriter(out).frame(frame);
            return out.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory take everything
        }
    }

    private void frame(ServerFrame frame) throws IOException {
        out.object();
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
            case ServerFrame.Pong _ -> out.type("pong");
            case ServerFrame.Welcome welcome -> welcome(welcome);
            case ServerFrame.SeatWelcome welcome -> seatWelcome(welcome);
            case ServerFrame.Offer offer -> offer(offer);
            case ServerFrame.Withdrawn withdrawn -> withdrawn(withdrawn);
            case ServerFrame.Assigned assigned -> assigned(assigned);
            case ServerFrame.Watching watching -> watching(watching);
            case ServerFrame.Note note -> note(note);
            case ServerFrame.Released released -> released(released);
        }
        out.endObject();
    }

    private void delta(ServerFrame.Delta delta) throws IOException {
        out.type("delta");
        out.optional("conversation", delta.conversation());
        out.text("turn", delta.turn());
        out.number("offset", delta.offset());
        out.text("text", delta.text());
    }

    private void said(ServerFrame.Said said) throws IOException {
        out.type("said");
        out.optional("conversation", said.conversation());
        out.number("seq", said.seq());
        out.optional("id", said.id());
        out.from(said.from());
        out.text("text", said.text());
        out.text("language", said.language());
        out.at("at", said.at());
        out.optional("translatedFrom", said.original().map(ServerFrame.Original::language));
        out.optional("original", said.original().map(ServerFrame.Original::text));
        if (said.interrupted()) {
            out.truth("interrupted", true);
        }
    }

    private void accepted(ServerFrame.Accepted accepted) throws IOException {
        out.type("accepted");
        out.text("id", accepted.id());
        out.number("seq", accepted.seq());
    }

    private void turn(ServerFrame.Turn turn) throws IOException {
        out.type("turn");
        out.optional("conversation", turn.conversation());
        out.text("turn", turn.turn());
        out.text("state", turn.state());
        out.optional("seq", turn.seq());
    }

    private void holder(ServerFrame.HolderChanged holder) throws IOException {
        out.type("holder");
        out.optional("conversation", holder.conversation());
        out.number("seq", holder.seq());
        out.number("epoch", holder.epoch());
        out.text("holder", holder.holder());
        agent(holder.agentName());
        out.optional("reason", holder.reason());
        out.optional("text", holder.text());
    }

    private void agent(Optional<String> name) throws IOException {
        if (name.isPresent()) {
            out.object("agent");
            out.optional("name", name);
            out.endObject();
        }
    }

    private void queue(ServerFrame.Queue queue) throws IOException {
        out.type("queue");
        out.number("position", queue.position());
        if (queue.waitSeconds().isPresent()) {
            out.array("waitSeconds");
            out.number(queue.waitSeconds().get().low());
            out.number(queue.waitSeconds().get().high());
            out.endArray();
        }
        out.optional("text", queue.text());
    }

    private void typing(ServerFrame.Typing typing) throws IOException {
        out.type("typing");
        out.optional("conversation", typing.conversation());
        out.from(typing.from());
    }

    private void read(ServerFrame.Read read) throws IOException {
        out.type("read");
        out.optional("conversation", read.conversation());
        out.number("seq", read.seq());
        out.from(read.from());
    }

    private void error(ServerFrame.Error error) throws IOException {
        out.type("error");
        out.text("code", error.code());
        out.text("message", error.message());
        out.optional("id", error.id());
        out.optional("retryAfter", error.retryAfter());
        out.optional("conversation", error.conversation());
        out.optional("text", error.text());
    }

    private void goodbye(ServerFrame.Goodbye goodbye) throws IOException {
        out.type("goodbye");
        out.text("reason", goodbye.reason());
        out.number("reconnectAfter", goodbye.reconnectAfter());
        out.optional("text", goodbye.text());
    }

    private void welcome(ServerFrame.Welcome welcome) throws IOException {
        out.type("welcome");
        out.text("conversation", welcome.conversation());
        out.number("seq", welcome.seq());
        out.text("holder", welcome.holder());
        out.truth("resumed", welcome.resumed());
        out.number("heartbeat", welcome.heartbeat());
        out.text("language", welcome.language());
    }

    private void seatWelcome(ServerFrame.SeatWelcome welcome) throws IOException {
        out.type("welcome");
        out.text("seat", welcome.seat());
        out.text("state", welcome.state());
        out.texts("conversations", welcome.conversations());
        out.number("heartbeat", welcome.heartbeat());
    }

    private void offer(ServerFrame.Offer offer) throws IOException {
        out.type("offer");
        out.text("offer", offer.offer());
        out.text("conversation", offer.conversation());
        out.text("reason", offer.reason());
        out.text("language", offer.language());
        out.text("summary", offer.summary());
        if (offer.translation()) {
            out.truth("translation", true);
        }
        out.number("waitedSeconds", offer.waitedSeconds());
        out.at("expiresAt", offer.expiresAt());
    }

    private void withdrawn(ServerFrame.Withdrawn withdrawn) throws IOException {
        out.type("withdrawn");
        out.text("offer", withdrawn.offer());
        out.text("why", withdrawn.why());
    }

    private void assigned(ServerFrame.Assigned assigned) throws IOException {
        out.type("assigned");
        out.text("conversation", assigned.conversation());
        out.number("epoch", assigned.epoch());
        customer(assigned.customer());
        out.text("language", assigned.language());
        out.text("summary", assigned.summary());
        entries(assigned.entries());
    }

    private void watching(ServerFrame.Watching watching) throws IOException {
        out.type("watching");
        out.text("conversation", watching.conversation());
        out.text("holder", watching.holder());
        out.number("epoch", watching.epoch());
        agent(watching.agentName());
        customer(watching.customer());
        out.text("language", watching.language());
        entries(watching.entries());
    }

    private void customer(ServerFrame.Customer customer) throws IOException {
        out.object("customer");
        out.optional("name", customer.name());
        out.optional("locale", customer.locale());
        out.optional("market", customer.market());
        out.endObject();
    }

    private void entries(List<ServerFrame> entries) throws IOException {
        out.array("entries");
        for (ServerFrame entry : entries) {
            frame(entry);
        }
        out.endArray();
    }

    private void note(ServerFrame.Note note) throws IOException {
        out.type("note");
        out.text("conversation", note.conversation());
        out.number("seq", note.seq());
        out.optional("id", note.id());
        out.from(note.from());
        out.text("text", note.text());
        out.at("at", note.at());
        if (note.whisper()) {
            out.truth("whisper", true);
        }
    }

    private void released(ServerFrame.Released released) throws IOException {
        out.type("released");
        out.text("conversation", released.conversation());
        out.text("why", released.why());
    }
}
