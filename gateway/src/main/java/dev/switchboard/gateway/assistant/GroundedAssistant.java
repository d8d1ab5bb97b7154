package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.triggers.Triggers;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.routing.conversation.Consent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The assistant that answers from the help centre, from the customer's account and from nothing
/// else: it finds passages, has the model write from them and call tools, and steps aside where the
/// model does or fails. Searching, and all that a customer's message is asked, are work for a few
/// threads of their own, never for an event loop.
public final class GroundedAssistant implements Assistant {

    private static final Logger LOG = LoggerFactory.getLogger(GroundedAssistant.class);
    private static final int WORKERS = 2;
    private static final int SHORT_CHARS = 160;

    /// What the assistant knows.
    public record Knowledge(
            Retrieval retrieval,
            Triggers triggers,
            LanguageDetector languages,
            Map<String, LanguageWords> words,
            Prompts prompts) {
        public Knowledge {
            words = Map.copyOf(words);
        }
    }

    private final GroundedAnswer.Means means;
    private final Understanding understanding;
    private final WorkerExecutor workers;

    public GroundedAssistant(
            Vertx vertx,
            Knowledge knowledge,
            Model model,
            Tools tools,
            GatewayConfig.Assistant limits) {
        this.workers = vertx.createSharedWorkerExecutor("assistant", WORKERS);
        this.means = new GroundedAnswer.Means(knowledge, model, tools, limits, workers);
        this.understanding =
                new Understanding(knowledge.languages(), knowledge.triggers(), knowledge.words());
    }

    /// Loads what the first customers would wait for, on one of its threads.
    public void warmUp() {
        workers.executeBlocking(
                        () -> {
                            means.knowledge().languages().warmUp();
                            means.knowledge().retrieval().warmUp();
                            means.tools().warmUp();
                            return null;
                        },
                        false)
                .onFailure(e -> LOG.atError().setCause(e).log("Could not warm up"));
    }

    @Override
    public Future<Understood> understand(String text, String language) {
        return workers.executeBlocking(() -> understanding.of(text, language), false)
                .otherwise(e -> {
                    LOG.atError().setCause(e).log("Could not tell what a message is");
                    return new Understood(language, Optional.empty(), Consent.NEITHER);
                });
    }

    /// What people say to people is short, and told in less time than another thread is woken.
    @Override
    public Future<String> language(String text, String language) {
        return text.length() <= SHORT_CHARS && means.knowledge().languages().isReady()
                ? Future.succeededFuture(understanding.language(text, language))
                : workers.executeBlocking(() -> understanding.language(text, language), false);
    }

    @Override
    public Writing begin(Question question, Host host) {
        var grounded = new GroundedAnswer(means, question, host);
        if (question.errand().isPresent()) {
            grounded.settle(question.errand().get());
            return grounded;
        }
        workers.executeBlocking(
                        () ->
                                Repetition.thirdTime(question.history())
                                        ? Optional.<GroundedAnswer.Grounds>empty()
                                        : Optional.of(told(question)),
                        false)
                .compose(told ->
                        told.isEmpty()
                                ? Future.succeededFuture(Optional.<GroundedAnswer.Grounds>empty())
                                : grounds(question, told.get()).map(Optional::of))
                .onSuccess(found -> found.ifPresentOrElse(grounded::write, grounded::repeated))
                .onFailure(grounded::fail);
        return grounded;
    }

    private static GroundedAnswer.Grounds told(Question question) {
        String language = Languages.primary(question.language());
        var checks = new Checks(language, Languages.region(question.person(), language));
        return new GroundedAnswer.Grounds(List.of(), checks.redacted(question.history()), checks);
    }

    private Future<GroundedAnswer.Grounds> grounds(Question question, GroundedAnswer.Grounds told) {
        return passages(question.language(), told.history())
                .compose(passages ->
                        workers.executeBlocking(
                                () -> {
                                    passages.forEach(told.checks()::learn);
                                    return new GroundedAnswer.Grounds(
                                            passages, told.history(), told.checks());
                                },
                                false));
    }

    private Future<List<Passage>> passages(String language, List<Model.Message> history) {
        List<String> asked =
                history.stream()
                        .filter(m -> m.role() == Model.Role.CUSTOMER)
                        .map(Model.Message::text)
                        .toList();
        return means.knowledge()
                .retrieval()
                .passages(language, asked, means.limits().passagesMax(), workers);
    }
}
