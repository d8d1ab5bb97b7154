package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.WorkerExecutor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer on its way, from its question to its end: a model's from what was found, or what the
/// customer agreed to.
final class GroundedAnswer implements Assistant.Writing, Model.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(GroundedAnswer.class);

    /// Between what the model wrote before and after it looked something up.
    private static final String BETWEEN = "\n\n";

    /// What all answers are made with.
    record Means(
            GroundedAssistant.Knowledge knowledge,
            Model model,
            Tools tools,
            GatewayConfig.Assistant limits,
            WorkerExecutor workers) {}

    /// What an answer begins with.
    ///
    /// @param history as the model may read it
    record Grounds(List<Passage> passages, List<Model.Message> history, Checks checks) {}

    private final Means means;
    private final Assistant.Question question;
    private final Assistant.Host host;
    private final Tools.Caller caller;
    private final Set<String> sources = new LinkedHashSet<>();
    private @Nullable Checks checks;
    private Model.@Nullable Prompt prompt;
    private Model.@Nullable Answering answering;
    private boolean began;
    private boolean apart;
    private boolean paused;
    private boolean over;

    GroundedAnswer(Means means, Assistant.Question question, Assistant.Host host) {
        this.means = means;
        this.question = question;
        this.host = host;
        this.caller = new Tools.Caller(question.person(), question.language());
    }

    void write(Grounds grounds) {
        checks = grounds.checks();
        grounds.passages().forEach(passage -> sources.add(passage.slug()));
        ask(
                means.knowledge()
                        .prompts()
                        .compose(question.language(), grounds.passages(), grounds.history())
                        .offering(means.tools().offered(caller)));
    }

    private void ask(Model.Prompt next) {
        if (over) {
            return;
        }
        prompt = next;
        answering = means.model().answer(next, this);
        if (paused) {
            answering.pause();
        }
    }

    /// Does what the customer has agreed to, or says that it is left. The key is the same on
    /// whichever node this is begun anew.
    void settle(Errand errand) {
        String key = question.conversation() + "#" + errand.proposal().seq();
        sources.add(errand.proposal().tool());
        means.tools()
                .settle(caller, errand, key)
                .onSuccess(settled -> {
                    switch (settled) {
                        case Tools.Settled.Told(var text) -> {
                            host.piece(text);
                            end(new Assistant.End.Answered(List.copyOf(sources)));
                        }
                        case Tools.Settled.Unreachable() -> unavailable();
                    }
                })
                .onFailure(this::fail);
    }

    /// Who asks the same for the third time is not helped by a third answer.
    void repeated() {
        end(new Assistant.End.HandsOff(Reason.REPEATED, false));
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
            end(
                    new Assistant.End.HandsOff(
                            Reason.UNGROUNDED, Notes.NONE, true, List.copyOf(sources)));
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
            means.workers()
                    .executeBlocking(() -> written.promise(means.knowledge().triggers()), false)
                    .onSuccess(promised -> end(written(promised)))
                    .onFailure(this::fail);
        }
    }

    /// @param promised whether the customer has been told that a person comes
    private Assistant.End written(boolean promised) {
        return promised
                ? new Assistant.End.HandsOff(
                        Reason.DIRECT_REQUEST, Notes.NONE, false, List.copyOf(sources))
                : new Assistant.End.Answered(List.copyOf(sources));
    }

    /// Calls what the model wants called, and has it write on; unless it goes round and round.
    private void call(Model.Completion completion) {
        Model.Prompt asked = Objects.requireNonNull(prompt);
        if (asked.rounds().size() >= means.limits().toolCallsMax()) {
            LOG.atWarn()
                    .addKeyValue("conversation", question.conversation())
                    .log("The model called tools without end");
            unavailable();
            return;
        }
        new ToolRound(means.tools(), caller, checks())
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
                new Assistant.End.Proposes(
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
                new Assistant.End.HandsOff(
                        Reason.ASSISTANT_UNAVAILABLE, Notes.NONE, true, List.copyOf(sources)));
    }

    private Assistant.End handsOff(Model.ToolCall call) {
        Map<String, String> said = checks().restored(call).arguments();
        Reason reason =
                Optional.ofNullable(said.get("reason"))
                        .flatMap(Reason::ofCode)
                        .orElse(Reason.OUT_OF_SCOPE);
        Notes notes = Prompts.notes(said, means.knowledge().prompts().colleagues());
        return new Assistant.End.HandsOff(reason, notes, false, List.copyOf(sources));
    }

    private void end(Assistant.End end) {
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
