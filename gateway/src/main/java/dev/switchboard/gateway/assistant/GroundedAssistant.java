package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.triggers.Triggers;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The assistant that answers from the help centre, from the customer's account and from nothing
/// else: it finds passages, has the model write from them and call tools, and steps aside where the
/// model does or fails. Searching and telling languages apart are work for a few threads of their
/// own, never for an event loop.
public final class GroundedAssistant implements Assistant {

    private static final Logger LOG = LoggerFactory.getLogger(GroundedAssistant.class);
    private static final int WORKERS = 2;
    private static final String FALLBACK = "en";
    private static final int SHORT_CHARS = 160;

    /// Between what the model wrote before and after it looked something up.
    private static final String BETWEEN = "\n\n";

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

    private final Knowledge knowledge;
    private final Model model;
    private final Tools tools;
    private final GatewayConfig.Assistant limits;
    private final WorkerExecutor workers;

    public GroundedAssistant(
            Vertx vertx,
            Knowledge knowledge,
            Model model,
            Tools tools,
            GatewayConfig.Assistant limits) {
        this.knowledge = knowledge;
        this.model = model;
        this.tools = tools;
        this.limits = limits;
        this.workers = vertx.createSharedWorkerExecutor("assistant", WORKERS);
    }

    /// Loads what the first customers would wait for, on one of its threads.
    public void warmUp() {
        workers.executeBlocking(
                        () -> {
                            knowledge.languages().warmUp();
                            knowledge.retrieval().warmUp();
                            tools.warmUp();
                            return null;
                        },
                        false)
                .onFailure(e -> LOG.atError().setCause(e).log("Could not warm up"));
    }

    @Override
    public Future<Understood> understand(String text, String language) {
        return workers.executeBlocking(
                        () -> {
                            String of = knowledge.languages().detect(text, language);
                            return new Understood(
                                    of,
                                    asksForNothing(text, of)
                                            ? Optional.empty()
                                            : knowledge.triggers().reason(text, of),
                                    consent(text, language));
                        },
                        false)
                .otherwise(e -> {
                    LOG.atError().setCause(e).log("Could not tell what a message is");
                    return new Understood(language, Optional.empty(), Consent.NEITHER);
                });
    }

    /// What people say to people is short, and told in less time than another thread is woken.
    @Override
    public Future<String> language(String text, String language) {
        return text.length() <= SHORT_CHARS && knowledge.languages().isReady()
                ? Future.succeededFuture(detected(text, language))
                : workers.executeBlocking(() -> detected(text, language), false);
    }

    private String detected(String text, String language) {
        try {
            return knowledge.languages().detect(text, language);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not tell a language");
            return language;
        }
    }

    /// Whether all of it is a word such as yes, thanks or hello: too short for the triggers to
    /// tell.
    private boolean asksForNothing(String text, String language) {
        return words(language).anyMatch(words -> words.isSmallTalk(text));
    }

    /// Those of the conversation's language, and of English, which many write their yes in.
    private Stream<LanguageWords> words(String language) {
        return Stream.of(Languages.primary(language), FALLBACK)
                .distinct()
                .flatMap(tag -> Optional.ofNullable(knowledge.words().get(tag)).stream());
    }

    private Consent consent(String text, String language) {
        return words(language)
                .flatMap(words -> consent(text, words).stream())
                .findFirst()
                .orElse(Consent.NEITHER);
    }

    private static Optional<Consent> consent(String text, LanguageWords words) {
        if (words.isYes(text)) {
            return Optional.of(Consent.YES);
        }
        return words.isNo(text) ? Optional.of(Consent.NO) : Optional.empty();
    }

    @Override
    public Writing begin(Question question, Host host) {
        var grounded = new Grounded(question, host);
        if (question.errand().isPresent()) {
            grounded.settle(question.errand().get());
            return grounded;
        }
        workers.executeBlocking(
                        () ->
                                Repetition.thirdTime(question.history())
                                        ? Optional.<Grounds>empty()
                                        : Optional.of(told(question)),
                        false)
                .compose(told ->
                        told.isEmpty()
                                ? Future.succeededFuture(Optional.<Grounds>empty())
                                : grounds(question, told.get()).map(Optional::of))
                .onSuccess(found -> found.ifPresentOrElse(grounded::write, grounded::repeated))
                .onFailure(grounded::fail);
        return grounded;
    }

    /// What an answer begins with.
    ///
    /// @param history as the model may read it
    private record Grounds(List<Passage> passages, List<Model.Message> history, Checks checks) {}

    private static Grounds told(Question question) {
        String language = Languages.primary(question.language());
        var checks = new Checks(language, Languages.region(question.person(), language));
        return new Grounds(List.of(), checks.redacted(question.history()), checks);
    }

    private Future<Grounds> grounds(Question question, Grounds told) {
        return passages(question.language(), told.history())
                .compose(passages ->
                        workers.executeBlocking(
                                () -> {
                                    passages.forEach(told.checks()::learn);
                                    return new Grounds(passages, told.history(), told.checks());
                                },
                                false));
    }

    private Future<List<Passage>> passages(String language, List<Model.Message> history) {
        List<String> asked =
                history.stream()
                        .filter(m -> m.role() == Model.Role.CUSTOMER)
                        .map(Model.Message::text)
                        .toList();
        return knowledge.retrieval().passages(language, asked, limits.passagesMax(), workers);
    }

    /// One answer on its way.
    private final class Grounded implements Writing, Model.Listener {
        private final Question question;
        private final Host host;
        private final Tools.Caller caller;
        private final Set<String> sources = new LinkedHashSet<>();
        private @Nullable Checks checks;
        private Model.@Nullable Prompt prompt;
        private Model.@Nullable Answering answering;
        private boolean began;
        private boolean apart;
        private boolean paused;
        private boolean over;

        Grounded(Question question, Host host) {
            this.question = question;
            this.host = host;
            this.caller = new Tools.Caller(question.person(), question.language());
        }

        void write(Grounds grounds) {
            checks = grounds.checks();
            grounds.passages().forEach(passage -> sources.add(passage.slug()));
            ask(
                    knowledge
                            .prompts()
                            .compose(question.language(), grounds.passages(), grounds.history())
                            .offering(tools.offered(caller)));
        }

        private void ask(Model.Prompt next) {
            if (over) {
                return;
            }
            prompt = next;
            answering = model.answer(next, this);
            if (paused) {
                answering.pause();
            }
        }

        /// Does what the customer has agreed to, or says that it is left. The key is the same on
        /// whichever node this is begun anew.
        void settle(Errand errand) {
            String key = question.conversation() + "#" + errand.proposal().seq();
            sources.add(errand.proposal().tool());
            tools.settle(caller, errand, key)
                    .onSuccess(settled -> {
                        switch (settled) {
                            case Tools.Settled.Told(var text) -> {
                                host.piece(text);
                                end(new End.Answered(List.copyOf(sources)));
                            }
                            case Tools.Settled.Unreachable() -> unavailable();
                        }
                    })
                    .onFailure(this::fail);
        }

        /// Who asks the same for the third time is not helped by a third answer.
        void repeated() {
            end(new End.HandsOff(Reason.REPEATED, false));
        }

        void fail(Throwable e) {
            LOG.atError()
                    .addKeyValue("conversation", question.conversation())
                    .setCause(e)
                    .log("Could not ground an answer");
            unavailable();
        }

        @Override
        public void text(String piece) {
            if (!over) {
                String whole = apart ? BETWEEN + piece : piece;
                began = true;
                apart = false;
                show(checks().text(whole));
            }
        }

        /// Shows what may be shown, and ends where nothing more may.
        private void show(String text) {
            if (!text.isEmpty()) {
                host.piece(text);
            }
            if (checks().isShut()) {
                LOG.atWarn()
                        .addKeyValue("conversation", question.conversation())
                        .addKeyValue("kind", checks().uncovered().orElse(""))
                        .log("The model stated what its sources do not");
                if (answering != null) {
                    answering.cancel();
                }
                end(new End.HandsOff(Reason.UNGROUNDED, Notes.NONE, true, List.copyOf(sources)));
            }
        }

        private Checks checks() {
            return Objects.requireNonNull(checks);
        }

        @Override
        public void completed(Model.Completion completion) {
            Optional<Model.ToolCall> handoff =
                    completion.toolCalls().stream()
                            .filter(call -> call.name().equals(Prompts.HANDOFF))
                            .findFirst();
            if (handoff.isEmpty() && !completion.toolCalls().isEmpty()) {
                call(completion);
                return;
            }
            show(checks().finish());
            if (handoff.isPresent()) {
                end(handsOff(handoff.get()));
            } else if (completion.text().isBlank()) {
                unavailable();
            } else {
                Checks written = checks();
                workers.executeBlocking(() -> written.promise(knowledge.triggers()), false)
                        .onSuccess(promised -> end(written(promised)))
                        .onFailure(this::fail);
            }
        }

        /// @param promised whether the customer has been told that a person comes
        private End written(boolean promised) {
            return promised
                    ? new End.HandsOff(
                            Reason.DIRECT_REQUEST, Notes.NONE, false, List.copyOf(sources))
                    : new End.Answered(List.copyOf(sources));
        }

        /// Calls what the model wants called, and has it write on; unless it goes round and round.
        private void call(Model.Completion completion) {
            Model.Prompt asked = Objects.requireNonNull(prompt);
            if (asked.rounds().size() >= limits.toolCallsMax()) {
                LOG.atWarn()
                        .addKeyValue("conversation", question.conversation())
                        .log("The model called tools without end");
                unavailable();
                return;
            }
            new ToolRound(tools, caller, checks())
                    .call(completion)
                    .onSuccess(round -> {
                        if (over) {
                            return;
                        }
                        sources.addAll(round.sources());
                        switch (round.outcome()) {
                            case ToolRound.Outcome.GoesOn(var next) -> {
                                apart = began;
                                ask(asked.after(next));
                            }
                            case ToolRound.Outcome.Asks(var proposal) -> propose(proposal);
                            case ToolRound.Outcome.Fails() -> unavailable();
                        }
                    })
                    .onFailure(this::fail);
        }

        /// The question is told once it is stored: a yes can then only be one to it.
        private void propose(Tools.Called.Proposes proposal) {
            show(checks().finish());
            end(
                    new End.Proposes(
                            (began ? BETWEEN : "") + proposal.question(),
                            proposal.tool(),
                            proposal.arguments(),
                            proposal.quote(),
                            List.copyOf(sources)));
        }

        @Override
        public void failed(Model.Failure failure) {
            LOG.atWarn()
                    .addKeyValue("conversation", question.conversation())
                    .addKeyValue("kind", failure.kind())
                    .addKeyValue("detail", failure.detail())
                    .log("The model failed");
            unavailable();
        }

        private void unavailable() {
            end(
                    new End.HandsOff(
                            Reason.ASSISTANT_UNAVAILABLE, Notes.NONE, true, List.copyOf(sources)));
        }

        private End handsOff(Model.ToolCall call) {
            Map<String, String> said = checks().restored(call).arguments();
            Reason reason =
                    Optional.ofNullable(said.get("reason"))
                            .flatMap(Reason::ofCode)
                            .orElse(Reason.OUT_OF_SCOPE);
            Notes notes = Prompts.notes(said, knowledge.prompts().colleagues());
            return new End.HandsOff(reason, notes, false, List.copyOf(sources));
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
}
