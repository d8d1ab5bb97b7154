package dev.switchboard.gateway.assistant.translation;

import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.openai.Breaker;
import dev.switchboard.gateway.assistant.translation.TranslationMeters.Outcome;
import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a model translate, and believes it only where every number, date, link and address is the
/// same in both texts. Whoever waits does so for a bounded time; where the model has been late or
/// failed several times in a row, nobody waits for it at all until it has had a pause.
public final class ModelTranslator implements Translator {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTranslator.class);

    /// The assistant's own threads, which are shared by their name.
    private static final String WORKERS = "assistant";

    private static final int THREADS = 2;

    /// No language has more for each token.
    private static final int CHARS_PER_TOKEN_MAX = 5;

    private final Vertx vertx;
    private final Model model;
    private final Prompts prompts;
    private final LanguageDetector languages;
    private final Duration timeout;
    private final int charsMax;
    private final Breaker breaker;
    private final TranslationMeters meters;
    private final WorkerExecutor workers;

    /// @param timeout for telling one message's language, and again for its translation
    /// @param settings of the model
    public ModelTranslator(
            Vertx vertx,
            Model model,
            Prompts prompts,
            LanguageDetector languages,
            Duration timeout,
            GatewayConfig.Model settings,
            MeterRegistry registry) {
        this(vertx, model, prompts, languages, timeout, settings, registry, System::nanoTime);
    }

    /// @param nanos of the breaker
    ModelTranslator(
            Vertx vertx,
            Model model,
            Prompts prompts,
            LanguageDetector languages,
            Duration timeout,
            GatewayConfig.Model settings,
            MeterRegistry registry,
            LongSupplier nanos) {
        this.vertx = vertx;
        this.model = model;
        this.prompts = prompts;
        this.languages = languages;
        this.timeout = timeout;
        this.charsMax = settings.outputTokensMax() * CHARS_PER_TOKEN_MAX;
        // The model's own breaker does not hear of what is given up after this time-out.
        this.breaker = new Breaker(settings.breaker(), nanos);
        this.meters = new TranslationMeters(registry);
        this.workers = vertx.createSharedWorkerExecutor(WORKERS, THREADS);
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public Future<String> languageOf(String text, String assumed) {
        return workers.executeBlocking(() -> languages.detect(text, assumed), false)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(e -> {
                    // A time-out is no fault of the detector's: the workers had other work.
                    (e instanceof TimeoutException ? LOG.atWarn() : LOG.atError().setCause(e))
                            .log("Could not tell a language");
                    return assumed;
                });
    }

    @Override
    public Future<Optional<String>> translate(Request request) {
        String text = request.text();
        if (text.codePoints().noneMatch(Character::isLetter)) {
            return Future.succeededFuture(Optional.empty());
        }
        Attempt attempt = new Attempt(request);
        if (text.length() > charsMax) {
            attempt.end(Outcome.TOO_LONG);
        } else if (!breaker.permits()) {
            attempt.end(Outcome.LEFT_ALONE);
        } else {
            attempt.begin();
        }
        return attempt.result();
    }

    /// One message on its way to the model and back.
    private final class Attempt implements Model.Listener {
        private final Request request;
        private final long begun = System.nanoTime();
        private final Promise<Optional<String>> promise = Promise.promise();
        private long timer = -1;
        private int heard;
        private boolean over;
        private boolean owed;
        private @Nullable Check check;
        private Model.@Nullable Answering answering;

        Attempt(Request request) {
            this.request = request;
        }

        Future<Optional<String>> result() {
            return promise.future();
        }

        void begin() {
            owed = true;
            timer = vertx.setTimer(timeout.toMillis(), _ -> late());
            workers.executeBlocking(() -> new Check(request, languages), false)
                    .map(this::ask)
                    .onFailure(this::broke);
        }

        private @Nullable Void ask(Check made) {
            if (!over) {
                check = made;
                answering =
                        model.answer(
                                prompts.translation(made.shown(), request.from(), request.to()),
                                this);
            }
            return null;
        }

        @Override
        public void text(String piece) {
            heard += piece.length();
            if (!over && check != null && !check.isPlausible(heard)) {
                cancel();
                judge(Breaker::succeeded);
                end(Outcome.MALFORMED);
            }
        }

        @Override
        public void completed(Model.Completion completion) {
            Check made = check;
            if (over || made == null) {
                return;
            }
            judge(Breaker::succeeded);
            workers.executeBlocking(() -> made.of(completion.text()), false)
                    .onSuccess(verdict -> end(verdict.outcome(), verdict.text()))
                    .onFailure(this::broke);
        }

        @Override
        public void failed(Model.Failure failure) {
            if (!over) {
                LOG.atWarn()
                        .addKeyValue("kind", failure.kind())
                        .addKeyValue("detail", failure.detail())
                        .log("The model did not translate");
                judge(Breaker::failed);
                end(Outcome.FAILED);
            }
        }

        private void late() {
            if (!over) {
                cancel();
                // Where the workers were busy, it has not been asked at all.
                judge(answering == null ? Breaker::abandoned : Breaker::failed);
                end(Outcome.LATE);
            }
        }

        private void broke(Throwable e) {
            if (!over) {
                LOG.atError().setCause(e).log("Could not work on a translation");
                cancel();
                judge(Breaker::abandoned);
                end(Outcome.FAILED);
            }
        }

        private void cancel() {
            if (answering != null) {
                answering.cancel();
            }
        }

        /// The breaker hears once how the model did, or that nothing can be said of it.
        private void judge(Consumer<Breaker> verdict) {
            if (owed) {
                owed = false;
                verdict.accept(breaker);
            }
        }

        void end(Outcome outcome) {
            end(outcome, Optional.empty());
        }

        private void end(Outcome outcome, Optional<String> translation) {
            if (!over) {
                over = true;
                vertx.cancelTimer(timer);
                meters.ended(outcome, System.nanoTime() - begun);
                promise.complete(translation);
            }
        }
    }
}
