package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Customers talk on while all nodes are restarted one after another: each is sent away with a
/// goodbye, comes back within the time it names and resumes, and nothing is lost. With
/// `restartPid`, the process id of `./switchboard fleet`, the simulation has it restart its nodes;
/// without, you restart them while it runs.
public final class RollingRestart extends Simulation {

    private static final int CUSTOMERS = Settings.number("customers", 60);
    private static final Duration RAMP = Settings.seconds("rampSeconds", 10);
    private static final Duration TALK = Settings.seconds("talkSeconds", 90);
    private static final Duration REST = Settings.seconds("restSeconds", 60);
    private static final int ANSWERED_MS = Settings.number("answeredMs", 30_000);
    private static final int RESTART_PID = Settings.number("restartPid", 0);
    private static final String FOLLOWED = "followed a goodbye";

    private final ScenarioBuilder customers =
            scenario("rolling restart")
                    .exec(Chat.isCustomer())
                    .exec(exitBlockOnFail().on(Chat.comes()))
                    .exec(during(TALK).on(talks()))
                    .exec(Chat.comesToRest(REST), Chat.isJudged(), Chat.leaves());

    private static ChainBuilder talks() {
        return exec(
                pause(Duration.ofMillis(500), Duration.ofSeconds(2)),
                Chat.heardMeanwhile(),
                doIf(RollingRestart::isSentAway)
                        .then(exec(dummy(FOLLOWED, 1)), Chat.followsGoodbye()),
                Chat.comesBack(REST),
                Chat.says("say", Chat::question),
                doIf(Session::isFailed).then(exec(Chat::isApart)),
                asLongAsDuring(session -> !Chat.of(session).isAtRest(), REST)
                        .on(
                                doIf(RollingRestart::isSentAway).then(exec(dummy(FOLLOWED, 1))),
                                Chat.comesToRest(Duration.ofSeconds(5))),
                exec(Chat.measured("answered")));
    }

    private static boolean isSentAway(Session session) {
        return Chat.of(session).isWelcomed() && Chat.of(session).sentAway().isPresent();
    }

    private static PopulationBuilder restart() {
        return scenario("restart")
                .exec(session -> {
                    try {
                        new ProcessBuilder("kill", "-HUP", Integer.toString(RESTART_PID)).start();
                        return session;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .injectOpen(nothingFor(RAMP.plusSeconds(5)), atOnceUsers(1));
    }

    {
        List<PopulationBuilder> populations = new ArrayList<>();
        populations.add(customers.injectOpen(rampUsers(CUSTOMERS).during(RAMP)));
        if (RESTART_PID != 0) {
            populations.add(restart());
        }
        setUp(populations)
                .protocols(Chat.protocol())
                .assertions(
                        Chat.allJudged(CUSTOMERS),
                        details(FOLLOWED).allRequests().count().gte((long) CUSTOMERS),
                        details("answered").failedRequests().count().is(0L),
                        details("answered").responseTime().percentile(95).lt(ANSWERED_MS));
    }
}
