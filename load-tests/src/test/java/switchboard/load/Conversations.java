package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/// Customers who ask the assistant a few things and end: what they say is accepted, answers begin
/// and end in time, and what was accepted is shown, once and in order.
public final class Conversations extends Simulation {

    private static final int CUSTOMERS = Settings.number("customers", 50);
    private static final int WORDS = Settings.number("words", 3);
    private static final Duration RAMP = Settings.seconds("rampSeconds", 20);
    private static final int ACCEPTED_MS = Settings.number("acceptedMs", 500);
    private static final int FIRST_DELTA_MS = Settings.number("firstDeltaMs", 3_000);
    private static final int ANSWERED_MS = Settings.number("answeredMs", 20_000);

    private final ScenarioBuilder customers =
            scenario("conversations")
                    .exec(Chat.isCustomer())
                    .exec(
                            exitBlockOnFail()
                                    .on(
                                            Chat.comes(),
                                            repeat(WORDS)
                                                    .on(
                                                            exec(
                                                                    Chat.says(
                                                                            "say",
                                                                            Chat::question,
                                                                            Chat.ANSWER,
                                                                            Chat.answer()),
                                                                    pause(
                                                                            Duration.ofSeconds(1),
                                                                            Duration.ofSeconds(
                                                                                    3)))),
                                            Chat.ends()))
                    .exec(Chat.isJudged())
                    .exec(Chat.leaves());

    {
        setUp(customers.injectOpen(rampUsers(CUSTOMERS).during(RAMP)))
                .protocols(Chat.protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        Chat.allJudged(CUSTOMERS),
                        details("answered").allRequests().count().is((long) CUSTOMERS * WORDS),
                        details("accepted").responseTime().percentile(95).lt(ACCEPTED_MS),
                        details("first delta").responseTime().percentile(95).lt(FIRST_DELTA_MS),
                        details("answered").responseTime().percentile(95).lt(ANSWERED_MS));
    }
}
