package dev.switchboard.gateway.wire;

import dev.switchboard.gateway.wire.AgentFrame.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// From fields to an agent's frame.
final class AgentFrames {

    private AgentFrames() {}

    static Decoded<AgentFrame> decode(Fields fields) {
        String type = fields.type();
        return switch (type) {
            case "hello" -> fields.frame(AgentFrame.Hello::new);
            case "presence" -> presence(fields);
            case "accept" -> accept(fields);
            case "decline" -> decline(fields);
            case "say" -> say(fields);
            case "typing" -> typing(fields);
            case "read" -> read(fields);
            case "note" -> note(fields);
            case "transfer" -> transfer(fields);
            case "return" -> giveBack(fields);
            case "close" -> close(fields);
            case "watch" -> watch(fields);
            case "unwatch" -> unwatch(fields);
            case "whisper" -> whisper(fields);
            case "takeover" -> takeOver(fields);
            case "token" -> token(fields);
            case "ping" -> fields.frame(AgentFrame.Ping::new);
            default -> fields.unknown(type, "agent");
        };
    }

    private static Decoded<AgentFrame> presence(Fields fields) {
        boolean available = fields.isFirstOf("state", "available", "away");
        return fields.frame(() -> new AgentFrame.Presence(available));
    }

    private static Decoded<AgentFrame> accept(Fields fields) {
        String offer = fields.given("offer");
        return fields.frame(() -> new AgentFrame.Accept(offer));
    }

    private static Decoded<AgentFrame> decline(Fields fields) {
        String offer = fields.given("offer");
        Optional<String> reason = fields.remark("reason");
        return fields.frame(() -> new AgentFrame.Decline(offer, reason));
    }

    private static Decoded<AgentFrame> say(Fields fields) {
        String conversation = fields.given("conversation");
        String id = fields.id();
        String text = fields.text("text");
        return fields.frame(() -> new AgentFrame.Say(conversation, id, text));
    }

    private static Decoded<AgentFrame> typing(Fields fields) {
        String conversation = fields.given("conversation");
        return fields.frame(() -> new AgentFrame.Typing(conversation));
    }

    private static Decoded<AgentFrame> read(Fields fields) {
        String conversation = fields.given("conversation");
        long seq = fields.seq();
        return fields.frame(() -> new AgentFrame.Read(conversation, seq));
    }

    private static Decoded<AgentFrame> note(Fields fields) {
        String conversation = fields.given("conversation");
        String id = fields.id();
        String text = fields.text("text");
        return fields.frame(() -> new AgentFrame.Note(conversation, id, text));
    }

    private static Decoded<AgentFrame> transfer(Fields fields) {
        String conversation = fields.given("conversation");
        Target to = target(fields, fields.within("to"));
        Optional<String> note = fields.remark("note");
        return fields.frame(() -> new AgentFrame.Transfer(conversation, to, note));
    }

    private static Target target(Fields fields, Fields to) {
        List<String> given =
                Stream.of("agent", "skill", "language").filter(f -> !to.isAbsent(f)).toList();
        if (given.size() != 1) {
            fields.complain("to", "one of agent, skill and language", given.size() + " of them");
            return new Target.Agent("");
        }
        return switch (given.getFirst()) {
            case "agent" -> new Target.Agent(to.name("agent"));
            case "skill" -> new Target.Skill(to.name("skill"));
            default -> new Target.Language(to.language("language"));
        };
    }

    private static Decoded<AgentFrame> giveBack(Fields fields) {
        String conversation = fields.given("conversation");
        Optional<String> note = fields.remark("note");
        return fields.frame(() -> new AgentFrame.Return(conversation, note));
    }

    private static Decoded<AgentFrame> close(Fields fields) {
        String conversation = fields.given("conversation");
        String disposition = fields.name("disposition");
        List<String> tags = fields.names("tags");
        return fields.frame(() -> new AgentFrame.Close(conversation, disposition, tags));
    }

    private static Decoded<AgentFrame> watch(Fields fields) {
        String conversation = fields.given("conversation");
        return fields.frame(() -> new AgentFrame.Watch(conversation));
    }

    private static Decoded<AgentFrame> unwatch(Fields fields) {
        Optional<String> conversation = fields.givenIfAny("conversation");
        return fields.frame(() -> new AgentFrame.Unwatch(conversation));
    }

    private static Decoded<AgentFrame> whisper(Fields fields) {
        String conversation = fields.given("conversation");
        String id = fields.id();
        String text = fields.text("text");
        return fields.frame(() -> new AgentFrame.Whisper(conversation, id, text));
    }

    private static Decoded<AgentFrame> takeOver(Fields fields) {
        String conversation = fields.given("conversation");
        return fields.frame(() -> new AgentFrame.TakeOver(conversation));
    }

    private static Decoded<AgentFrame> token(Fields fields) {
        String jwt = fields.text("jwt");
        return fields.frame(() -> new AgentFrame.Token(jwt));
    }
}
