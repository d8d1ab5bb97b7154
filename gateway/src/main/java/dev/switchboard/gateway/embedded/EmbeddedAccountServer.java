package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.account.AccountJson;
import dev.switchboard.gateway.account.Quote;
import dev.switchboard.gateway.account.Reply;
import dev.switchboard.gateway.store.AccountStore;
import dev.switchboard.gateway.store.AccountStore.Kept;
import dev.switchboard.gateway.store.AccountStore.Saved;
import dev.switchboard.gateway.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded account service's server.
final class EmbeddedAccountServer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAccountServer.class);
    private static final int BODY_BYTES_MAX = 64 << 10;
    private static final int TRIES = 5;
    private static final int SEGMENTS = 4;

    private final Store store;
    private final InstantSource clock;
    private final AtomicInteger port;

    /// @param port told once it is known
    EmbeddedAccountServer(Store store, InstantSource clock, AtomicInteger port) {
        this.store = store;
        this.clock = clock;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        return store.open()
                .compose(_ ->
                        vertx.createHttpServer()
                                .requestHandler(this::handle)
                                .listen(0, "127.0.0.1"))
                .onSuccess(server -> port.set(server.actualPort()));
    }

    /// What is asked for, of whom.
    private record Asked(
            HttpMethod method,
            String customer,
            String what,
            Optional<String> market,
            Optional<String> key) {}

    /// What is answered.
    private record Answer(int status, Object body) {
        static Answer error(int status, String code) {
            return new Answer(status, Map.of("error", Map.of("code", code)));
        }
    }

    private void handle(HttpServerRequest request) {
        String[] path = request.path().split("/", -1);
        if (path.length != SEGMENTS || !path[1].equals("customers") || path[2].isEmpty()) {
            send(request, Answer.error(404, "not-found"));
            return;
        }
        var asked =
                new Asked(
                        request.method(),
                        URLDecoder.decode(path[2], StandardCharsets.UTF_8),
                        path[3],
                        Optional.ofNullable(request.getParam("market")),
                        Optional.ofNullable(request.getHeader("Idempotency-Key")));
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= BODY_BYTES_MAX) {
                body.appendBuffer(chunk);
            } else if (!request.response().ended()) {
                request.response().putHeader("Connection", "close");
                send(request, Answer.error(413, "too-large"));
            }
        });
        request.endHandler(_ -> {
            if (!request.response().ended()) {
                answer(asked, body.toString())
                        .otherwise(e -> {
                            LOG.atWarn()
                                    .addKeyValue("why", String.valueOf(e.getMessage()))
                                    .log("The embedded account service could not answer");
                            return Answer.error(503, "unavailable");
                        })
                        .onSuccess(answer -> send(request, answer));
            }
        });
    }

    private static void send(HttpServerRequest request, Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(AccountJson.write(answer.body()));
    }

    private Future<Answer> answer(Asked asked, String body) {
        String route = asked.method() + " " + asked.what();
        return switch (route) {
            case "GET orders" -> read(asked, l -> new AccountJson.Orders(l.orders()));
            case "GET payments" -> read(asked, l -> new AccountJson.Payments(l.payments()));
            case "GET returns" -> read(asked, l -> new AccountJson.Returns(l.returns()));
            case "GET declined-purchases" ->
                    read(asked, l -> new AccountJson.DeclinedPurchases(l.book().declined()));
            case "GET profile" -> read(asked, EmbeddedAccountLedger::profile);
            case "POST quotes" -> quote(asked, body);
            case "POST changes" -> change(asked, body);
            default -> Future.succeededFuture(Answer.error(404, "not-found"));
        };
    }

    private Future<Answer> read(
            Asked asked, java.util.function.Function<EmbeddedAccountLedger, Object> what) {
        return open(asked).map(found -> new Answer(200, what.apply(found.ledger())));
    }

    /// An account that was opened, and the version it has.
    private record Open(EmbeddedAccountLedger ledger, long version) {}

    /// The customer's account; one that is new is dated today.
    private Future<Open> open(Asked asked) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return accounts()
                .load(asked.customer())
                .compose(kept ->
                        kept.isPresent()
                                ? Future.succeededFuture(open(asked, kept.get(), today))
                                : begin(asked, today));
    }

    private Future<Open> begin(Asked asked, LocalDate today) {
        String document = AccountJson.write(EmbeddedAccountState.of(today));
        return accounts()
                .save(asked.customer(), 0, document, Optional.empty(), "")
                // Whoever was first has begun it.
                .compose(_ -> open(asked));
    }

    private static Open open(Asked asked, Kept kept, LocalDate today) {
        EmbeddedAccountState state =
                AccountJson.read(kept.document(), EmbeddedAccountState.class)
                        .orElseThrow(() -> new IllegalStateException("not an account"));
        var book = EmbeddedAccountBook.of(asked.customer(), asked.market(), state.first());
        return new Open(new EmbeddedAccountLedger(book, state, today), kept.version());
    }

    private Future<Answer> quote(Asked asked, String body) {
        return AccountJson.read(body, AccountJson.QuoteRequest.class)
                .filter(request -> request.change() != null)
                .map(request ->
                        open(asked).map(found -> answer(found.ledger().quote(request.change()))))
                .orElseGet(() -> Future.succeededFuture(Answer.error(400, "bad-request")));
    }

    private Future<Answer> change(Asked asked, String body) {
        Optional<AccountJson.ChangeRequest> request =
                AccountJson.read(body, AccountJson.ChangeRequest.class)
                        .filter(r -> r.quote() != null);
        return request.isEmpty() || asked.key().isEmpty()
                ? Future.succeededFuture(Answer.error(400, "bad-request"))
                : change(asked, request.get().quote(), asked.key().get(), TRIES);
    }

    /// Once under its key, and only on the terms that hold now.
    private Future<Answer> change(Asked asked, Quote wanted, String key, int tries) {
        return accounts()
                .result(asked.customer(), key)
                .compose(done ->
                        done.isPresent()
                                ? Future.succeededFuture(repeated(done.get()))
                                : open(asked)
                                        .compose(found ->
                                                found.ledger().quote(wanted.change())
                                                                        instanceof
                                                                        Reply.Ok<Quote>(var now)
                                                                && !now.equals(wanted)
                                                        ? Future.succeededFuture(
                                                                Answer.error(409, "impossible"))
                                                        : make(asked, found, wanted, key, tries)));
    }

    private Future<Answer> make(Asked asked, Open found, Quote wanted, String key, int tries) {
        Reply<Quote> holds = found.ledger().quote(wanted.change());
        if (!(holds instanceof Reply.Ok<Quote>)) {
            return Future.succeededFuture(answer(holds));
        }
        EmbeddedAccountState after =
                found.ledger()
                        .state()
                        .after(wanted.change(), wanted.date().orElse(found.ledger().today()));
        return accounts()
                .save(
                        asked.customer(),
                        found.version(),
                        AccountJson.write(after),
                        Optional.of(key),
                        AccountJson.write(wanted))
                .compose(saved ->
                        switch (saved) {
                            case Saved.Done _ -> Future.succeededFuture(new Answer(200, wanted));
                            case Saved.Repeated(var result) ->
                                    Future.succeededFuture(repeated(result));
                            case Saved.Moved _ ->
                                    tries > 1
                                            ? change(asked, wanted, key, tries - 1)
                                            : Future.succeededFuture(
                                                    Answer.error(503, "unavailable"));
                        });
    }

    private static Answer repeated(String result) {
        return new Answer(200, AccountJson.read(result, Quote.class).orElseThrow());
    }

    private static Answer answer(Reply<Quote> reply) {
        return switch (reply) {
            case Reply.Ok<Quote>(var quote) -> new Answer(200, quote);
            case Reply.NotFound<Quote> _ -> Answer.error(404, "not-found");
            case Reply.Impossible<Quote> _ -> Answer.error(409, "impossible");
            case Reply.Invalid<Quote> _ -> Answer.error(422, "invalid");
            case Reply.Unavailable<Quote> _ -> Answer.error(503, "unavailable");
        };
    }

    private AccountStore accounts() {
        return store.accounts();
    }
}
