package dev.switchboard.gateway.wire;

import dev.switchboard.gateway.wire.ServerFrame.From;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Every frame the gateway sends, once with all it may carry and once with no more than it must.
final class Samples {

    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");
    private static final From ELIN = new From("customer", Optional.of("Elin"));
    private static final From SOMEBODY = new From("customer", Optional.empty());
    private static final Optional<String> NOT_NAMED = Optional.empty();
    private static final Optional<String> NAMED = Optional.of("c-1");

    private Samples() {}

    static List<ServerFrame> toCustomersFull() {
        return List.of(
                new ServerFrame.Welcome("c-1", 7, "queue", true, 25, "sv"),
                new ServerFrame.Accepted("m-1", 7),
                saidFull(NOT_NAMED),
                new ServerFrame.Turn(NOT_NAMED, "t-1", "completed", OptionalLong.of(8)),
                new ServerFrame.Delta(NOT_NAMED, "t-1", 5, "and more"),
                holderFull(NOT_NAMED).withText(Optional.of("Ana is here")),
                new ServerFrame.Queue(2, Optional.of(new ServerFrame.Wait(60, 150)))
                        .withText("second"),
                new ServerFrame.Typing(NOT_NAMED, ELIN),
                new ServerFrame.Read(NOT_NAMED, 8, ELIN),
                new ServerFrame.Error("too-many", "slower", Optional.of("m-2"), OptionalInt.of(2))
                        .withText("a little fast"),
                new ServerFrame.Goodbye("restart", 30).withText("back soon"),
                new ServerFrame.Pong());
    }

    static List<ServerFrame> toCustomersLeast() {
        return List.of(
                new ServerFrame.Welcome("c-1", 0, "assistant", false, 25, "sv"),
                new ServerFrame.Accepted("m-1", 1),
                saidLeast(NOT_NAMED),
                new ServerFrame.Turn(NOT_NAMED, "t-1", "started", OptionalLong.empty()),
                new ServerFrame.Delta(NOT_NAMED, "t-1", 0, "some"),
                holderLeast(NOT_NAMED),
                new ServerFrame.Queue(1, Optional.empty()),
                new ServerFrame.Typing(NOT_NAMED, SOMEBODY),
                new ServerFrame.Read(NOT_NAMED, 0, SOMEBODY),
                new ServerFrame.Error("internal", "sorry", Optional.empty(), OptionalInt.empty()),
                new ServerFrame.Goodbye("restart", 0),
                new ServerFrame.Pong());
    }

    static List<ServerFrame> toAgentsFull() {
        ServerFrame.Customer customer =
                new ServerFrame.Customer(
                        Optional.of("Elin"), Optional.of("sv-SE"), Optional.of("SE"));
        return List.of(
                new ServerFrame.SeatWelcome("ana", "available", List.of("c-1", "c-2"), 25),
                offer(true),
                new ServerFrame.Withdrawn("o-1", "taken"),
                new ServerFrame.Assigned(
                        "c-1",
                        2,
                        customer,
                        "sv",
                        "a refund",
                        List.of(saidFull(NOT_NAMED), noteFull())),
                saidFull(NAMED),
                noteFull(),
                new ServerFrame.Watching(
                        "c-1",
                        "agent",
                        2,
                        Optional.of("Ana"),
                        customer,
                        "sv",
                        List.of(saidFull(NOT_NAMED), noteFull())),
                new ServerFrame.Turn(NAMED, "t-1", "interrupted", OptionalLong.of(8)),
                new ServerFrame.Delta(NAMED, "t-1", 5, "and more"),
                holderFull(NAMED),
                new ServerFrame.Typing(NAMED, ELIN),
                new ServerFrame.Read(NAMED, 8, ELIN),
                new ServerFrame.Released("c-1", "ended"),
                new ServerFrame.Accepted("a-1", 7),
                new ServerFrame.Error("gone", "over", Optional.of("a-2"), OptionalInt.of(1), NAMED),
                new ServerFrame.Goodbye("restart", 30),
                new ServerFrame.Pong());
    }

    static List<ServerFrame> toAgentsLeast() {
        ServerFrame.Customer customer =
                new ServerFrame.Customer(Optional.empty(), Optional.empty(), Optional.empty());
        return List.of(
                new ServerFrame.SeatWelcome("ana", "away", List.of(), 25),
                offer(false),
                new ServerFrame.Withdrawn("o-1", "timeout"),
                new ServerFrame.Assigned("c-1", 2, customer, "sv", "", List.of()),
                saidLeast(NAMED),
                new ServerFrame.Note("c-1", 9, Optional.empty(), SOMEBODY, "fi", AT, false),
                new ServerFrame.Watching(
                        "c-1", "queue", 1, Optional.empty(), customer, "sv", List.of()),
                new ServerFrame.Turn(NAMED, "t-1", "restarted", OptionalLong.empty()),
                new ServerFrame.Delta(NAMED, "t-1", 0, "some"),
                holderLeast(NAMED),
                new ServerFrame.Typing(NAMED, SOMEBODY),
                new ServerFrame.Read(NAMED, 0, SOMEBODY),
                new ServerFrame.Released("c-1", "transfer"),
                new ServerFrame.Accepted("a-1", 7),
                new ServerFrame.Error("internal", "sorry", Optional.empty(), OptionalInt.empty()),
                new ServerFrame.Goodbye("restart", 0),
                new ServerFrame.Pong());
    }

    private static ServerFrame saidFull(Optional<String> conversation) {
        return new ServerFrame.Said(
                conversation,
                7,
                Optional.of("m-1"),
                ELIN,
                "Var är\nden?",
                "sv",
                AT,
                Optional.of(new ServerFrame.Original("fi", "Missä\nse on?")),
                true);
    }

    private static ServerFrame saidLeast(Optional<String> conversation) {
        return new ServerFrame.Said(
                conversation,
                7,
                Optional.empty(),
                SOMEBODY,
                "Hej",
                "sv",
                AT,
                Optional.empty(),
                false);
    }

    private static ServerFrame noteFull() {
        return new ServerFrame.Note("c-1", 9, Optional.of("n-1"), ELIN, "fi, please", AT, true);
    }

    private static ServerFrame.HolderChanged holderFull(Optional<String> conversation) {
        return new ServerFrame.HolderChanged(
                conversation, 9, 2, "agent", Optional.of("Ana"), Optional.of("direct-request"));
    }

    private static ServerFrame holderLeast(Optional<String> conversation) {
        return new ServerFrame.HolderChanged(
                conversation, 9, 2, "assistant", Optional.empty(), Optional.empty());
    }

    private static ServerFrame offer(boolean translation) {
        return new ServerFrame.Offer(
                "o-1", "c-1", "dispute", "sv", "a refund", translation, 41, AT);
    }
}
