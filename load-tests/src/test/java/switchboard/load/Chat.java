package switchboard.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.http.action.ws.WsInboundMessage;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.WsConnectActionBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import switchboard.load.Transcript.Phase;

/// The steps that customers' simulations are made of. Each user has a [Transcript], which is shown
/// every frame: by the checks while one is waited for, and else by [#heardMeanwhile()] before the
/// next is sent, for then Gatling forgets what it has not matched.
final class Chat {

    static final Duration PROMPTLY = Duration.ofSeconds(10);
    static final Duration ANSWER = Duration.ofSeconds(60);
    static final String JUDGED = "nothing lost, doubled or out of order";

    private static final String SOCKET = "socket";
    private static final String TRANSCRIPT = "transcript";
    private static final String FAILURES = "failures";
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
    private static final int UNMATCHED_MAX = 100_000;
    private static final Duration NUDGE = Duration.ofSeconds(2);
    private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private Chat() {}

    static HttpProtocolBuilder protocol() {
        return http.wsBaseUrls(Settings.ADDRESSES)
                .wsUnmatchedInboundMessageBufferSize(UNMATCHED_MAX);
    }

    static Transcript of(Session session) {
        return session.get(TRANSCRIPT);
    }

    /// The user is a customer of its own.
    static ChainBuilder isCustomer() {
        return exec(session ->
                session.set(TRANSCRIPT, new Transcript())
                        .set(FAILURES, 0)
                        .set(
                                "token",
                                Settings.TOKENS.customer("load-" + RUN + "-" + session.userId())));
    }

    /// Connects, says hello and is welcomed, or has failed.
    static ChainBuilder comes() {
        return exec(
                connects("connect", _ -> Settings.anyAddress()),
                says("hello", Chat::hello, PROMPTLY, heard("welcome", Transcript::isWelcomed)));
    }

    static WsConnectActionBuilder connects(String name, Function<Session, String> address) {
        return ws(name).wsName(SOCKET)
                .connect(session -> address.apply(session) + "/chat")
                .subprotocol("switchboard.v1")
                .header("Authorization", "Bearer #{token}");
    }

    static String hello(Session session) {
        return of(session).hello().toString();
    }

    /// Sends a frame, and then waits for these.
    static ChainBuilder says(
            String name,
            Function<Session, String> frame,
            Duration patience,
            WsFrameCheck... checks) {
        return exec(
                heardMeanwhile(),
                ws(name).wsName(SOCKET).sendText(frame).await(patience).on(checks));
    }

    /// Sends a frame and waits for nothing.
    static ChainBuilder says(String name, Function<Session, String> frame) {
        return exec(heardMeanwhile(), ws(name).wsName(SOCKET).sendText(frame));
    }

    /// The next word.
    static String question(Session session) {
        String text = Questions.next(ThreadLocalRandom.current());
        return of(session).say(text, System.nanoTime()).toString();
    }

    /// A frame after which the transcript is so.
    static WsFrameCheck.Text heard(String name, Predicate<Transcript> until) {
        return came(name, (transcript, _) -> until.test(transcript));
    }

    /// A frame of this kind, after which the transcript is so.
    static WsFrameCheck.Text came(String name, BiPredicate<Transcript, String> until) {
        return ws.checkTextMessage(name)
                .matching(
                        bodyString()
                                .transformWithSession((text, session) ->
                                        until.test(of(session).take(text, System.nanoTime()), text))
                                .is(true));
    }

    /// An answer, from the word that asks for it on.
    static WsFrameCheck[] answer() {
        return new WsFrameCheck[] {
            heard("accepted", t -> t.reached(Phase.ACCEPTED)),
            heard("first delta", t -> t.reached(Phase.ANSWERING)),
            heard("answered", t -> t.reached(Phase.ANSWERED))
        };
    }

    static ChainBuilder pings() {
        return says(
                "ping",
                _ -> Json.frame("ping").toString(),
                PROMPTLY,
                came("pong", (_, text) -> text.contains("\"pong\"")));
    }

    /// Ends the conversation, and waits until it is closed.
    static ChainBuilder ends() {
        return says(
                "end",
                session -> of(session).ask("end").toString(),
                PROMPTLY,
                heard(
                        "conversation closed",
                        t -> t.unaccepted().isEmpty() && t.holder().equals("closed")));
    }

    /// Shows the transcript what came while nothing was waited for.
    static ChainBuilder heardMeanwhile() {
        return doIf(session -> session.contains(SOCKET))
                .then(
                        ws.processUnmatchedMessages(
                                SOCKET,
                                (messages, session) -> {
                                    for (WsInboundMessage message : messages) {
                                        if (message instanceof WsInboundMessage.Text text) {
                                            of(session).take(text.message(), System.nanoTime());
                                        }
                                    }
                                    return session;
                                }));
    }

    /// Leaves the socket in good order; may come back.
    static ChainBuilder leaves() {
        return exec(heardMeanwhile(), ws("leave").wsName(SOCKET).close(), exec(Chat::isApart));
    }

    /// The socket is gone, and that is no failure of the session's.
    static Session isApart(Session session) {
        of(session).ended();
        return session.remove(SOCKET).markAsSucceeded();
    }

    /// Comes back as the protocol asks of a client, again and again, and resumes. Refused
    /// handshakes are told as failures of `reconnect`.
    static ChainBuilder comesBack(Duration within) {
        return asLongAsDuring(session -> !of(session).isWelcomed(), within)
                .on(
                        pause(Chat::backOff),
                        exec(
                                exec(session -> session.remove(SOCKET)),
                                connects("reconnect", _ -> Settings.anyAddress())),
                        doIf(session -> !session.isFailed())
                                .then(
                                        says(
                                                "resume",
                                                Chat::hello,
                                                PROMPTLY,
                                                heard("resumed", Transcript::isWelcomed))),
                        exec(session ->
                                session.set(
                                                FAILURES,
                                                of(session).isWelcomed()
                                                        ? 0
                                                        : session.getInt(FAILURES) + 1)
                                        .markAsSucceeded()));
    }

    private static Duration backOff(Session session) {
        long doubled = PAUSE_FIRST.toMillis() << Math.min(session.getInt(FAILURES), 10);
        Duration within =
                of(session)
                        .sentAway()
                        .orElse(Duration.ofMillis(Math.min(doubled, PAUSE_MAX.toMillis())));
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(Math.max(1, within.toMillis())));
    }

    /// Whatever happens to its socket, sends again what was not accepted and waits until all of it
    /// is, and the last word answered.
    static ChainBuilder comesToRest(Duration within) {
        return comesTo(Transcript::isAtRest, within);
    }

    /// Whatever happens to its socket, sends again what was not accepted and waits until it is so.
    static ChainBuilder comesTo(Predicate<Transcript> rest, Duration within) {
        return asLongAsDuring(session -> !rest.test(of(session)), within)
                .on(
                        doIfOrElse(session -> of(session).isWelcomed())
                                .then(nudges(rest))
                                .orElse(comesBack(within)));
    }

    private static ChainBuilder nudges(Predicate<Transcript> rest) {
        return exec(
                says(
                        "nudge",
                        Chat::pending,
                        NUDGE,
                        came(
                                        "moved on",
                                        (t, text) ->
                                                rest.test(t)
                                                        || t.sentAway().isPresent()
                                                        || text.contains("\"accepted\""))
                                .silent()),
                followsGoodbye(),
                doIf(Session::isFailed).then(exec(Chat::isApart)));
    }

    private static String pending(Session session) {
        return of(session).unaccepted().stream()
                .findFirst()
                .orElseGet(() -> Json.frame("ping"))
                .toString();
    }

    /// Leaves where it was told to.
    static ChainBuilder followsGoodbye() {
        return exec(
                heardMeanwhile(),
                doIf(session -> of(session).isWelcomed() && of(session).sentAway().isPresent())
                        .then(leaves()));
    }

    /// Measures the last word, which took as long as the transcript says.
    static ActionBuilder measured(String name) {
        return dummy(name, session -> (int) of(session).sinceSent().toMillis())
                .withSuccess(session -> of(session).isAtRest());
    }

    /// Ends each user: nothing more comes, and whatever is missing is missing for good.
    static ChainBuilder isJudged() {
        return exec(
                heardMeanwhile(),
                dummy(JUDGED, 1)
                        .withSuccess(session -> {
                            List<String> problems = of(session).problems();
                            problems.forEach(System.err::println);
                            return problems.isEmpty();
                        }));
    }

    /// That all users came to be judged, and passed.
    static Assertion allJudged(int users) {
        return CoreDsl.details(JUDGED).successfulRequests().count().is((long) users);
    }
}
