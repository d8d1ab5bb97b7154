package dev.switchboard.gateway.assistant;

import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The assistant that answers from the help centre and nothing else: it finds passages, has the
/// model write from them, and steps aside where the model does or fails. Searching and telling
/// languages apart are work for a few threads of their own, never for an event loop.
public final class GroundedAssistant implements Assistant {

    private static final Logger LOG = LoggerFactory.getLogger(GroundedAssistant.class);
    private static final int WORKERS = 2;

    /// What the assistant knows.
    public record Knowledge(
            Retrieval retrieval, Triggers triggers, LanguageDetector languages, Prompts prompts) {}

    private final Knowledge knowledge;
    private final Model model;
    private final int passagesMax;
    private final WorkerExecutor workers;

    /// @param passagesMax passages given to the model for one answer
    public GroundedAssistant(Vertx vertx, Knowledge knowledge, Model model, int passagesMax) {
        this.knowledge = knowledge;
        this.model = model;
        this.passagesMax = passagesMax;
        this.workers = vertx.createSharedWorkerExecutor("assistant", WORKERS);
    }

    @Override
    public Future<Understood> understand(String text, String language) {
        return workers.executeBlocking(
                        () ->
                                new Understood(
                                        knowledge.languages().detect(text, language),
                                        knowledge.triggers().reason(text)),
                        false)
                .otherwise(e -> {
                    LOG.atError().setCause(e).log("Could not tell what a message is");
                    return new Understood(language, Optional.empty());
                });
    }

    @Override
    public Writing begin(Question question, Host host) {
        var grounded = new Grounded(question, host);
        passages(question)
                .onSuccess(passages -> grounded.write(passages))
                .onFailure(grounded::fail);
        return grounded;
    }

    private Future<List<Passage>> passages(Question question) {
        List<String> asked =
                question.history().stream()
                        .filter(m -> m.role() == Model.Role.CUSTOMER)
                        .map(Model.Message::text)
                        .toList();
        return knowledge.retrieval().passages(question.language(), asked, passagesMax, workers);
    }

    /// One answer on its way.
    private final class Grounded implements Writing, Model.Listener {
        private final Question question;
        private final Host host;
        private Model.@Nullable Answering answering;
        private boolean paused;
        private boolean over;

        Grounded(Question question, Host host) {
            this.question = question;
            this.host = host;
        }

        void write(List<Passage> passages) {
            if (over) {
                return;
            }
            Model.Prompt prompt =
                    knowledge.prompts().compose(question.language(), passages, question.history());
            answering = model.answer(prompt, this);
            if (paused) {
                answering.pause();
            }
        }

        void fail(Throwable e) {
            LOG.atError()
                    .addKeyValue("conversation", question.conversation())
                    .setCause(e)
                    .log("Could not ground an answer");
            end(new End.HandsOff(Reason.ASSISTANT_UNAVAILABLE, "", true));
        }

        @Override
        public void text(String piece) {
            if (!over) {
                host.piece(piece);
            }
        }

        @Override
        public void completed(Model.Completion completion) {
            end(
                    completion.toolCalls().stream()
                            .filter(call -> call.name().equals(Prompts.HANDOFF))
                            .findFirst()
                            .map(GroundedAssistant::handsOff)
                            .orElseGet(() ->
                                    completion.text().isBlank()
                                            ? new End.HandsOff(
                                                    Reason.ASSISTANT_UNAVAILABLE, "", true)
                                            : new End.Answered()));
        }

        @Override
        public void failed(Model.Failure failure) {
            LOG.atWarn()
                    .addKeyValue("conversation", question.conversation())
                    .addKeyValue("kind", failure.kind())
                    .addKeyValue("detail", failure.detail())
                    .log("The model failed");
            end(new End.HandsOff(Reason.ASSISTANT_UNAVAILABLE, "", true));
        }

        private void end(End end) {
            if (!over) {
                over = true;
                host.end(end);
            }
        }

        @Override
        public void pause() {
            paused = true;
            if (answering != null) {
                answering.pause();
            }
        }

        @Override
        public void resume() {
            paused = false;
            if (answering != null) {
                answering.resume();
            }
        }

        @Override
        public void cancel() {
            over = true;
            if (answering != null) {
                answering.cancel();
            }
        }
    }

    private static End handsOff(Model.ToolCall call) {
        Reason reason =
                Optional.ofNullable(call.arguments().get("reason"))
                        .flatMap(Reason::ofCode)
                        .orElse(Reason.OUT_OF_SCOPE);
        String summary = call.arguments().getOrDefault("summary", "");
        return new End.HandsOff(reason, summary, false);
    }
}
