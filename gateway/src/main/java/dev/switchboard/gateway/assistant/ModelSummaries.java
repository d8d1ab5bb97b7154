package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.routing.conversation.Notes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a model sum up, and believes it only where it states nothing that the conversation does not.
/// So many at once and for so long; what is beyond has the log's summary, as it had before.
public final class ModelSummaries implements Summaries {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSummaries.class);
    private static final String WORKERS = "assistant";
    private static final int THREADS = 2;
    private static final int TALK_CHARS_MAX = 1_000;

    /// What became of handoffs that were to be summed up.
    enum Outcome {
        WRITTEN,
        /// The model did not call the tool, or told nothing in it.
        MALFORMED,
        /// It stated what nobody had said.
        UNFAITHFUL,
        LATE,
        FAILED,
        /// The model was not asked, since as many as may be were being written.
        LEFT_OUT
    }

    private final Vertx vertx;
    private final Model model;
    private final Prompts prompts;
    private final GatewayConfig.Handoff limits;
    private final Semaphore places;
    private final MeterRegistry registry;
    private final WorkerExecutor workers;

    public ModelSummaries(
            Vertx vertx,
            Model model,
            Prompts prompts,
            GatewayConfig.Handoff limits,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.model = model;
        this.prompts = prompts;
        this.limits = limits;
        this.places = new Semaphore(limits.summariesMax());
        this.registry = registry;
        this.workers = vertx.createSharedWorkerExecutor(WORKERS, THREADS);
    }

    @Override
    public Future<Optional<Notes>> of(Request request) {
        if (!places.tryAcquire()) {
            measure(Outcome.LEFT_OUT, 0);
            return Future.succeededFuture(Optional.empty());
        }
        Attempt attempt = new Attempt(request);
        attempt.begin();
        return attempt.promise.future();
    }

    private void measure(Outcome outcome, long nanos) {
        Timer.builder("switchboard.conversation.summary")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .description("From a handoff to its summary by a model, or to none")
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// One conversation on its way to the model and back.
    private final class Attempt implements Model.Listener {
        private final Request request;
        private final long begun = System.nanoTime();
        private final Promise<Optional<Notes>> promise = Promise.promise();
        private long timer = -1;
        private int heard;
        private boolean over;
        private @Nullable SummaryCheck check;
        private Model.@Nullable Answering answering;

        Attempt(Request request) {
            this.request = request;
        }

        void begin() {
            timer = vertx.setTimer(limits.summaryTimeout().toMillis(), _ -> end(Outcome.LATE));
            workers.executeBlocking(() -> new SummaryCheck(request), false)
                    .map(this::ask)
                    .onFailure(this::broke);
        }

        private @Nullable Void ask(SummaryCheck made) {
            if (!over) {
                check = made;
                answering =
                        model.answer(
                                prompts.summary(made.shown(), request.reason(), request.language()),
                                this);
            }
            return null;
        }

        /// Some say a word before they call a tool; one that goes on is given up.
        @Override
        public void text(String piece) {
            heard += piece.length();
            if (heard > TALK_CHARS_MAX) {
                end(Outcome.MALFORMED);
            }
        }

        @Override
        public void completed(Model.Completion completion) {
            SummaryCheck made = check;
            if (over || made == null) {
                return;
            }
            Optional<Model.ToolCall> call =
                    completion.toolCalls().stream()
                            .filter(c -> c.name().equals(Prompts.BRIEF))
                            .findFirst();
            if (call.isEmpty()) {
                end(Outcome.MALFORMED);
                return;
            }
            workers.executeBlocking(() -> verdict(made, call.get()), false)
                    .onSuccess(verdict -> end(verdict.outcome(), verdict.notes()))
                    .onFailure(this::broke);
        }

        @Override
        public void failed(Model.Failure failure) {
            if (!over) {
                LOG.atWarn()
                        .addKeyValue("kind", failure.kind())
                        .addKeyValue("detail", failure.detail())
                        .log("The model did not sum up a handoff");
                end(Outcome.FAILED);
            }
        }

        private void broke(Throwable e) {
            if (!over) {
                LOG.atError().setCause(e).log("Could not work on a summary");
                end(Outcome.FAILED);
            }
        }

        private void end(Outcome outcome) {
            end(outcome, Optional.empty());
        }

        private void end(Outcome outcome, Optional<Notes> notes) {
            if (!over) {
                over = true;
                if (answering != null) {
                    answering.cancel();
                }
                vertx.cancelTimer(timer);
                places.release();
                measure(outcome, System.nanoTime() - begun);
                promise.complete(notes);
            }
        }
    }

    /// @param notes where they may be believed
    private record Verdict(Outcome outcome, Optional<Notes> notes) {}

    private static Verdict verdict(SummaryCheck check, Model.ToolCall call) {
        Notes notes = check.notes(call);
        if (notes.summary().isEmpty()) {
            return new Verdict(Outcome.MALFORMED, Optional.empty());
        }
        return check.covers(notes)
                ? new Verdict(Outcome.WRITTEN, Optional.of(notes))
                : new Verdict(Outcome.UNFAITHFUL, Optional.empty());
    }
}
