package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// All customers lose their sockets at once, with a word under way, and come back with full jitter:
/// all are back in time, and nothing that was said is lost, doubled or out of order.
public final class ReconnectStorm extends Simulation {

    private static final int CUSTOMERS = Settings.number("customers", 300);
    private static final Duration RAMP = Settings.seconds("rampSeconds", 15);
    private static final Duration BACK = Settings.seconds("backSeconds", 120);
    private static final int BACK_MS = Settings.number("backMs", 30_000);
    private static final String DROPPED = "dropped";
    private static final String DROPPED_NANOS = "droppedNanos";
    private static final String BACK_AGAIN = "back again";

    private final ScenarioBuilder customers =
            scenario("reconnect storm")
                    .exec(Chat.isCustomer())
                    .exec(exitBlockOnFail().on(Chat.comes(), firstWord()))
                    .rendezVous(CUSTOMERS)
                    .exec(drops(), Chat.comesBack(BACK), isBack())
                    .exec(Chat.comesToRest(BACK), exec(Chat.measured("answered after all")))
                    .exec(Chat.isJudged())
                    .exec(Chat.leaves());

    private static ChainBuilder firstWord() {
        return Chat.says("say", Chat::question, Chat.ANSWER, Chat.answer());
    }

    /// Says another word and waits for nothing.
    private static ChainBuilder drops() {
        return exec(
                Chat.says("word under way", Chat::question),
                Chat.leaves(),
                exec(session -> session.set(DROPPED_NANOS, System.nanoTime())));
    }

    /// Takes as long again as it took to come back: the storm is over then, and Gatling measures no
    /// other time than its own.
    private static ChainBuilder isBack() {
        return exec(
                exec(session ->
                        session.set(
                                DROPPED,
                                (int)
                                        TimeUnit.NANOSECONDS.toMillis(
                                                System.nanoTime()
                                                        - session.getLong(DROPPED_NANOS)))),
                dummy(BACK_AGAIN, session -> session.getInt(DROPPED))
                        .withSuccess(session -> Chat.of(session).isWelcomed()));
    }

    {
        setUp(customers.injectOpen(rampUsers(CUSTOMERS).during(RAMP)))
                .protocols(Chat.protocol())
                .assertions(
                        Chat.allJudged(CUSTOMERS),
                        details(BACK_AGAIN).successfulRequests().count().is((long) CUSTOMERS),
                        details(BACK_AGAIN).responseTime().percentile(95).lt(BACK_MS),
                        details("answered after all")
                                .successfulRequests()
                                .count()
                                .is((long) CUSTOMERS));
    }
}
