package switchboard;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
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
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Customers ask the assistant, ask for a person, talk with an agent and end; agents take every
/// offer, greet and answer. Nothing may be lost, doubled, out of order or slow.
///
/// Knows the protocol and a URL, nothing else. Needs a node in demo mode that no other agents are
/// on. The settings are the fields below.
public final class HandoverStory extends Simulation {

    private static final String URL =
            System.getProperty("switchboard.url", "http://localhost:8080");
    private static final int CUSTOMERS = Integer.getInteger("customers", 50);
    private static final int AGENTS = Integer.getInteger("agents", 5);
    private static final int CAPACITY = Integer.getInteger("capacity", 10);
    private static final int WORDS_WITH_AGENT = Integer.getInteger("words", 3);
    private static final Duration RAMP = seconds("rampSeconds", 10);
    private static final Duration END = seconds("maxSeconds", 300);
    private static final int ACCEPTED_MS = Integer.getInteger("acceptedMs", 500);
    private static final int FIRST_DELTA_MS = Integer.getInteger("firstDeltaMs", 3_000);
    private static final int OFFER_MS = Integer.getInteger("offerMs", 2_000);

    /// Long enough for a backlog: an agent may have to end with others first.
    private static final Duration AGENT_COMES = Duration.ofSeconds(120);

    private static final Duration PROMPTLY = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicInteger agentsSeated = new AtomicInteger();
    private final AtomicInteger customersInside = new AtomicInteger(CUSTOMERS);
    private final Desk desk = new Desk();

    private final HttpProtocolBuilder customerProtocol =
            http.baseUrl(URL).wsBaseUrl(URL.replaceFirst("^http", "ws"));

    /// A protocol of their own, for agents answer whatever comes, whenever it comes.
    private final HttpProtocolBuilder agentProtocol =
            http.baseUrl(URL)
                    .wsBaseUrl(URL.replaceFirst("^http", "ws"))
                    .wsAutoReplyTextFrame(desk::answer);

    private final ScenarioBuilder customers =
            scenario("customers")
                    .exec(exitBlockOnFail().on(connected("/chat", this::customerClaims), story()))
                    .exec(session -> {
                        customersInside.decrementAndGet();
                        return session;
                    });

    private final ScenarioBuilder agents =
            scenario("agents")
                    .exec(exitBlockOnFail().on(connected("/seat", this::agentClaims), shift()));

    private final ScenarioBuilder audit =
            scenario("audit")
                    // Times that the desk took become measurements of Gatling's.
                    .asLongAs(_ -> desk.hasOfferMs())
                    .on(dummy("offer", _ -> desk.nextOfferMs()))
                    .exec(session -> {
                        desk.problems(CUSTOMERS * WORDS_WITH_AGENT).forEach(System.err::println);
                        return session;
                    })
                    .exec(
                            dummy("nothing lost, doubled or out of order", 1)
                                    .withSuccess(_ ->
                                            desk.problems(CUSTOMERS * WORDS_WITH_AGENT).isEmpty()));

    {
        setUp(
                        agents.injectOpen(atOnceUsers(AGENTS)).protocols(agentProtocol),
                        customers
                                .injectOpen(rampUsers(CUSTOMERS).during(RAMP))
                                .protocols(customerProtocol)
                                .andThen(audit.injectOpen(atOnceUsers(1))))
                .maxDuration(END)
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("conversation closed").allRequests().count().is((long) CUSTOMERS),
                        details("offer").allRequests().count().gte((long) CUSTOMERS),
                        details("nothing lost, doubled or out of order")
                                .successfulRequests()
                                .count()
                                .is(1L),
                        details("accepted").responseTime().percentile(95).lt(ACCEPTED_MS),
                        details("first delta").responseTime().percentile(95).lt(FIRST_DELTA_MS),
                        details("offer").responseTime().percentile(95).lt(OFFER_MS));
    }

    private ChainBuilder story() {
        return exec(
                // A customer who comes before the agents would find nobody in.
                asLongAsDuring(_ -> agentsSeated.get() < AGENTS, PROMPTLY).on(pause(ofMillis(50))),
                ws("hello")
                        .sendText("{\"type\":\"hello\"}")
                        .await(PROMPTLY)
                        .on(
                                heard("welcome", "welcome")
                                        .check(jsonPath("$.conversation").saveAs("conversation"))),
                ws("question")
                        .sendText(say("q", "Hur lång tid tar en återbetalning?"))
                        .await(PROMPTLY)
                        .on(accepted("q"))
                        .await(ANSWER)
                        .on(heard("first delta", "delta"))
                        .await(ANSWER)
                        .on(said("answer", "assistant"))
                        .await(PROMPTLY)
                        .on(
                                heard("turn completed", "turn")
                                        .check(jsonPath("$.state").is("completed"))),
                exec(session -> {
                    desk.personAskedFor(session.getString("conversation"));
                    return session;
                }),
                ws("human")
                        .sendText("{\"type\":\"human\",\"id\":\"h\"}")
                        .await(PROMPTLY)
                        .on(accepted("h"))
                        .await(AGENT_COMES)
                        .on(holder("agent holds", "agent"))
                        .await(PROMPTLY)
                        .on(said("greeting", "agent")),
                talk(),
                ws("end")
                        .sendText("{\"type\":\"end\",\"id\":\"e\"}")
                        .await(PROMPTLY)
                        .on(accepted("e"))
                        .await(PROMPTLY)
                        .on(holder("conversation closed", "closed")),
                ws("leave").close());
    }

    private static ChainBuilder talk() {
        ChainBuilder word =
                exec(
                        ws("word")
                                .sendText(say("w-#{word}", "#{sub} #{word}"))
                                .await(PROMPTLY)
                                .on(accepted("w-#{word}"))
                                .await(PROMPTLY)
                                .on(
                                        said("agent's answer", "agent")
                                                .check(
                                                        jsonPath("$.text")
                                                                .isEL(
                                                                        Desk.ANSWER
                                                                                + "#{sub} #{word}"))));
        return repeat(WORDS_WITH_AGENT, "word").on(word);
    }

    private ChainBuilder shift() {
        return exec(
                ws("hello")
                        .sendText("{\"type\":\"hello\"}")
                        .await(PROMPTLY)
                        .on(heard("welcome", "welcome")),
                ws("presence").sendText("{\"type\":\"presence\",\"state\":\"available\"}"),
                ping(),
                exec(session -> {
                    agentsSeated.incrementAndGet();
                    return session;
                }),
                asLongAsDuring(_ -> customersInside.get() > 0, END)
                        .on(ping(), pause(Duration.ofSeconds(1))),
                ws("leave").close());
    }

    private static ChainBuilder ping() {
        return exec(
                ws("ping")
                        .sendText("{\"type\":\"ping\"}")
                        .await(PROMPTLY)
                        .on(heard("pong", "pong")));
    }

    private static ChainBuilder connected(String path, Function<Session, String> claims) {
        return exec(
                exec(session -> session.set("claims", claims.apply(session))),
                http("token")
                        .post("/demo/token")
                        .body(StringBody("#{claims}"))
                        .asJson()
                        .check(jsonPath("$.token").saveAs("token")),
                exec(session -> session.set("sub", "c" + session.userId())),
                ws("connect").connect(path).subprotocol("switchboard.v1, bearer.#{token}"));
    }

    private String customerClaims(Session session) {
        return """
        {"sub":"load-%s-%d","role":"customer","name":"Elin","locale":"sv-SE","market":"SE"}\
        """
                .formatted(run, session.userId());
    }

    private String agentClaims(Session session) {
        return """
        {"sub":"agent-%s-%d","role":"agent","name":"Ana","languages":["sv","en"],"skills":[],\
        "capacity":%d,"markets":["SE"]}\
        """
                .formatted(run, session.userId(), CAPACITY);
    }

    private static String say(String id, String text) {
        return "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
    }

    private static WsFrameCheck.Text heard(String name, String type) {
        return ws.checkTextMessage(name).matching(jsonPath("$.type").is(type));
    }

    private static WsFrameCheck.Text accepted(String id) {
        return ws.checkTextMessage("accepted")
                .matching(jsonPath("$.type").is("accepted"), jsonPath("$.id").isEL(id));
    }

    private static WsFrameCheck.Text said(String name, String kind) {
        return ws.checkTextMessage(name)
                .matching(jsonPath("$.type").is("said"), jsonPath("$.from.kind").is(kind));
    }

    private static WsFrameCheck.Text holder(String name, String holder) {
        return ws.checkTextMessage(name)
                .matching(jsonPath("$.type").is("holder"), jsonPath("$.holder").is(holder));
    }

    private static Duration seconds(String property, int otherwise) {
        return Duration.ofSeconds(Integer.getInteger(property, otherwise));
    }

    private static Duration ofMillis(int milliseconds) {
        return Duration.ofMillis(milliseconds);
    }
}
