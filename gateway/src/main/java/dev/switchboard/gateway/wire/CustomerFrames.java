package dev.switchboard.gateway.wire;

import java.util.Optional;
import java.util.OptionalLong;

/// From fields to a customer's frame.
final class CustomerFrames {

    private CustomerFrames() {}

    static Decoded<CustomerFrame> decode(Fields fields) {
        String type = fields.type();
        return switch (type) {
            case "hello" -> hello(fields);
            case "say" -> say(fields);
            case "stop" -> fields.frame(CustomerFrame.Stop::new);
            case "human" -> human(fields);
            case "typing" -> fields.frame(CustomerFrame.Typing::new);
            case "read" -> read(fields);
            case "rate" -> rate(fields);
            case "end" -> end(fields);
            case "token" -> token(fields);
            case "ping" -> fields.frame(CustomerFrame.Ping::new);
            default -> fields.unknown(type, "customer");
        };
    }

    private static Decoded<CustomerFrame> hello(Fields fields) {
        Optional<String> conversation = fields.givenIfAny("conversation");
        OptionalLong after = fields.wholeIfAny("after");
        Optional<String> locale = fields.languageIfAny("locale");
        return fields.frame(() -> new CustomerFrame.Hello(conversation, after, locale));
    }

    private static Decoded<CustomerFrame> say(Fields fields) {
        String id = fields.id();
        String text = fields.text("text");
        return fields.frame(() -> new CustomerFrame.Say(id, text));
    }

    private static Decoded<CustomerFrame> human(Fields fields) {
        String id = fields.id();
        return fields.frame(() -> new CustomerFrame.Human(id));
    }

    private static Decoded<CustomerFrame> read(Fields fields) {
        long seq = fields.seq();
        return fields.frame(() -> new CustomerFrame.Read(seq));
    }

    private static Decoded<CustomerFrame> rate(Fields fields) {
        String id = fields.id();
        int score = (int) fields.whole("score", 1, 5);
        Optional<String> comment = fields.remark("comment");
        return fields.frame(() -> new CustomerFrame.Rate(id, score, comment));
    }

    private static Decoded<CustomerFrame> end(Fields fields) {
        String id = fields.id();
        return fields.frame(() -> new CustomerFrame.End(id));
    }

    private static Decoded<CustomerFrame> token(Fields fields) {
        String jwt = fields.text("jwt");
        return fields.frame(() -> new CustomerFrame.Token(jwt));
    }
}
