package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import switchboard.load.Transcript.Phase;

/// Customers ask for a person, talk with an agent and end; agents take every offer, greet and
/// answer each word. Nothing may be lost, doubled, out of order or slow, in either direction. No
/// other agents may be at work.
public final class Handoffs extends Simulation {

    private static final int CUSTOMERS = Settings.number("customers", 50);
    private static final int AGENTS = Settings.number("agents", 5);
    private static final int CAPACITY = Settings.number("capacity", 10);
    private static final int WORDS = Settings.number("words", 3);
    private static final Duration RAMP = Settings.seconds("rampSeconds", 10);
    private static final Duration END = Settings.seconds("maxSeconds", 300);
    private static final int ACCEPTED_MS = Settings.number("acceptedMs", 500);
    private static final int OFFER_MS = Settings.number("offerMs", 2_000);
    private static final int HEARD_MS = Settings.number("heardMs", 1_000);
    private static final String DESK_JUDGED = "agents missed nothing";
    private static final String WORD = "word";

    /// Long enough for a backlog: an agent may have to end with others first.
    private static final Duration AGENT_COMES = Duration.ofSeconds(120);

    private final AtomicInteger agentsSeated = new AtomicInteger();
    private final AtomicInteger customersInside = new AtomicInteger(CUSTOMERS);
    private final Desk desk = new Desk();

    /// A protocol of their own, for agents answer whatever comes, whenever it comes.
    private final HttpProtocolBuilder agentProtocol =
            Chat.protocol().wsAutoReplyTextFrame(desk::answer);

    private final ScenarioBuilder customers =
            scenario("customers")
                    .exec(Chat.isCustomer())
                    .exec(exitBlockOnFail().on(story()))
                    .exec(Chat.isJudged())
                    .exec(session -> {
                        customersInside.decrementAndGet();
                        return session;
                    });

    private final ScenarioBuilder agents =
            scenario("agents").exec(exitBlockOnFail().on(sits(), worksWhileThereAreCustomers()));

    private final ScenarioBuilder audit =
            scenario("audit")
                    .exec(
                            dummy(DESK_JUDGED, 1)
                                    .withSuccess(_ -> {
                                        desk.problems().forEach(System.err::println);
                                        return desk.problems().isEmpty();
                                    }));

    private ChainBuilder story() {
        return exec(
                // A customer who comes before the agents would find nobody in.
                asLongAsDuring(_ -> agentsSeated.get() < AGENTS, Chat.PROMPTLY)
                        .on(pause(Duration.ofMillis(50))),
                Chat.comes(),
                Chat.says(
                        "human",
                        session -> Chat.of(session).ask("human").toString(),
                        AGENT_COMES,
                        Chat.heard("decided", this::decided),
                        Chat.heard("agent holds", t -> t.holder().equals("agent")),
                        Chat.came("greeted", (_, text) -> text.contains("\"agent\""))),
                exec(
                        dummy(
                                "decided to offer",
                                session -> ms(desk.untilOffered(Chat.of(session).conversation())))),
                repeat(WORDS).on(talks()),
                Chat.ends(),
                Chat.leaves());
    }

    private boolean decided(Transcript transcript) {
        boolean decided = transcript.unaccepted().isEmpty();
        if (decided) {
            desk.decided(transcript.conversation(), System.nanoTime());
        }
        return decided;
    }

    private ChainBuilder talks() {
        return exec(
                exec(session ->
                        session.set(WORD, "word " + session.userId() + "." + System.nanoTime())),
                Chat.says(
                        "say",
                        this::word,
                        Chat.PROMPTLY,
                        Chat.heard("accepted", t -> t.reached(Phase.ACCEPTED)),
                        agentsAnswer()),
                exec(
                        dummy(
                                "customer to agent",
                                session -> ms(desk.untilHeard(session.getString(WORD)))),
                        dummy("agent to customer", session -> session.getInt("answerMs"))));
    }

    private String word(Session session) {
        String word = session.getString(WORD);
        long now = System.nanoTime();
        desk.said(word, now);
        return Chat.of(session).say(word, now).toString();
    }

    private WsFrameCheck agentsAnswer() {
        return Chat.heard("agent's answer", t -> t.reached(Phase.ANSWERED))
                .check(
                        jsonPath("$.text").isEL(Desk.ANSWER + "#{" + WORD + "}"),
                        jsonPath("$.text")
                                .transformWithSession((_, session) ->
                                        ms(
                                                desk.sinceAnswered(
                                                        session.getString(WORD),
                                                        System.nanoTime())))
                                .saveAs("answerMs"));
    }

    private static int ms(Duration duration) {
        return (int) duration.toMillis();
    }

    private ChainBuilder sits() {
        return exec(
                ws("connect seat")
                        .connect(_ -> Settings.anyAddress() + "/seat")
                        .subprotocol("switchboard.v1")
                        .header(
                                "Authorization",
                                session ->
                                        "Bearer "
                                                + Settings.TOKENS.agent(
                                                        "agent-" + session.userId(), CAPACITY)),
                ws("hello")
                        .sendText(Json.frame("hello").toString())
                        .await(Chat.PROMPTLY)
                        .on(answers("seat welcome", "welcome")),
                ws("presence")
                        .sendText(Json.frame("presence").put("state", "available").toString()),
                ping(),
                exec(session -> {
                    agentsSeated.incrementAndGet();
                    return session;
                }));
    }

    private ChainBuilder worksWhileThereAreCustomers() {
        return exec(
                asLongAsDuring(_ -> customersInside.get() > 0, END)
                        .on(ping(), pause(Duration.ofSeconds(1))),
                ws("leave seat").close());
    }

    private static ChainBuilder ping() {
        return exec(
                ws("ping")
                        .sendText(Json.frame("ping").toString())
                        .await(Chat.PROMPTLY)
                        .on(answers("pong", "pong")));
    }

    private static WsFrameCheck.Text answers(String name, String type) {
        return ws.checkTextMessage(name).matching(jsonPath("$.type").is(type));
    }

    {
        setUp(
                        agents.injectOpen(atOnceUsers(AGENTS)).protocols(agentProtocol),
                        customers
                                .injectOpen(rampUsers(CUSTOMERS).during(RAMP))
                                .protocols(Chat.protocol())
                                .andThen(audit.injectOpen(atOnceUsers(1))))
                .maxDuration(END)
                .assertions(
                        global().failedRequests().count().is(0L),
                        Chat.allJudged(CUSTOMERS),
                        details(DESK_JUDGED).successfulRequests().count().is(1L),
                        details("agent's answer")
                                .allRequests()
                                .count()
                                .is((long) CUSTOMERS * WORDS),
                        details("decided to offer").responseTime().percentile(95).lt(OFFER_MS),
                        details("accepted").responseTime().percentile(95).lt(ACCEPTED_MS),
                        details("customer to agent").responseTime().percentile(95).lt(HEARD_MS),
                        details("agent to customer").responseTime().percentile(95).lt(HEARD_MS));
    }
}
