package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import switchboard.load.Transcript.Phase;

/// Customers who ask to be shown much again and again and read nothing: each is sent away with 4413
/// before it costs the node too much, comes back and has missed nothing.
public final class SlowReaders extends Simulation {

    private static final int CUSTOMERS = Settings.number("customers", 3);
    private static final Duration RAMP = Settings.seconds("rampSeconds", 3);

    /// As many as fill every buffer on the way, and as often as the gateway takes them; shorter in
    /// all than it waits for a socket that it ends, so that the reason arrives.
    private static final int REQUESTS = Settings.number("requests", 100);

    private static final Duration BETWEEN = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONG_WORDS = 8;
    private static final int LONG_WORD_CHARS = 12_000;
    private static final int TOO_SLOW = 4413;
    private static final String SENT_AWAY = "sent away with 4413";
    private static final String LINE = "line";

    private final ScenarioBuilder customers =
            scenario("slow readers")
                    .exec(Chat.isCustomer())
                    .exec(session -> session.set(LINE, new SlowLine(Settings.anyAddress())))
                    .exec(exitBlockOnFail().on(comes(), saysMuch()))
                    .exec(readsNothing(), readsAgain())
                    .exec(
                            Chat.comesBack(PATIENCE),
                            Chat.comesTo(t -> t.unaccepted().isEmpty(), PATIENCE),
                            Chat.isJudged(),
                            Chat.ends(),
                            Chat.leaves());

    private static ChainBuilder comes() {
        return exec(
                Chat.connects("connect", session -> line(session).address()),
                Chat.says(
                        "hello",
                        Chat::hello,
                        Chat.PROMPTLY,
                        Chat.heard("welcome", Transcript::isWelcomed)));
    }

    /// To a queue, where no answer is due.
    private static ChainBuilder saysMuch() {
        return exec(
                Chat.says(
                        "human",
                        session -> Chat.of(session).ask("human").toString(),
                        Chat.PROMPTLY,
                        Chat.heard("handed over", t -> !t.holder().equals("assistant"))),
                repeat(LONG_WORDS)
                        .on(
                                Chat.says(
                                        "say",
                                        session ->
                                                Chat.of(session)
                                                        .say(
                                                                "x".repeat(LONG_WORD_CHARS),
                                                                System.nanoTime())
                                                        .toString(),
                                        Chat.PROMPTLY,
                                        Chat.heard("accepted", t -> t.reached(Phase.ACCEPTED)))));
    }

    private static ChainBuilder readsNothing() {
        return exec(
                exec(session -> tap(session, true)),
                repeat(REQUESTS)
                        .on(
                                exec(
                                        Chat.says(
                                                "show all",
                                                session ->
                                                        Chat.of(session)
                                                                .helloFromTheStart()
                                                                .toString()),
                                        pause(BETWEEN))));
    }

    private static ChainBuilder readsAgain() {
        return exec(
                exec(session -> tap(session, false)),
                asLongAsDuring(session -> line(session).closeCode().isEmpty(), PATIENCE)
                        .on(pause(Duration.ofMillis(100))),
                // The client is not yet done with what the line is done with.
                pause(Duration.ofSeconds(1)),
                Chat.heardMeanwhile(),
                exec(
                        dummy(SENT_AWAY, 1)
                                .withSuccess(session ->
                                        line(session).closeCode().orElse(0) == TOO_SLOW
                                                && Chat.of(session).sentAway().isPresent())),
                exec(session -> {
                    line(session).close();
                    return Chat.isApart(session);
                }));
    }

    private static Session tap(Session session, boolean closed) {
        line(session).closeTap(closed);
        return session;
    }

    private static SlowLine line(Session session) {
        return session.get(LINE);
    }

    {
        setUp(customers.injectOpen(rampUsers(CUSTOMERS).during(RAMP)))
                .protocols(Chat.protocol())
                .assertions(
                        Chat.allJudged(CUSTOMERS),
                        details(SENT_AWAY).successfulRequests().count().is((long) CUSTOMERS));
    }
}
