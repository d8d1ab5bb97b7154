package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/// Customers who have the page open and say nothing: all are welcomed, none loses its socket, and
/// each is heard whenever it asks whether the other side is there.
public final class IdleCrowd extends Simulation {

    private static final int CUSTOMERS = Settings.number("customers", 500);
    private static final Duration RAMP = Settings.seconds("rampSeconds", 10);
    private static final Duration HOLD = Settings.seconds("holdSeconds", 60);
    private static final Duration HEARTBEAT = Settings.seconds("heartbeatSeconds", 20);
    private static final int WELCOME_MS = Settings.number("welcomeMs", 1_000);
    private static final int PONG_MS = Settings.number("pongMs", 500);
    private static final String KEPT = "kept its socket";

    private final ScenarioBuilder crowd =
            scenario("idle crowd")
                    .exec(
                            exitBlockOnFail()
                                    .on(
                                            Chat.isCustomer(),
                                            Chat.comes(),
                                            during(HOLD)
                                                    .on(
                                                            pause(
                                                                    HEARTBEAT.dividedBy(2),
                                                                    HEARTBEAT),
                                                            exec(Chat.pings())),
                                            exec(dummy(KEPT, 1)),
                                            Chat.leaves()));

    {
        setUp(crowd.injectOpen(rampUsers(CUSTOMERS).during(RAMP)))
                .protocols(Chat.protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details(KEPT).allRequests().count().is((long) CUSTOMERS),
                        details("welcome").responseTime().percentile(95).lt(WELCOME_MS),
                        details("pong").responseTime().percentile(95).lt(PONG_MS));
    }
}
