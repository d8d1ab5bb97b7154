package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.ConversationEvent.Noted;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Rated;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.ConversationEvent.Whispered;
import dev.switchboard.routing.conversation.Reason;
import java.util.Map;
import java.util.Optional;

/// How the gateway itself puts to a customer what happens, beside the frame that tells their client
/// of it.
///
/// @param language of the conversation, BCP 47
public record Voice(Texts texts, String language) {

    private static final int RETRY_SECONDS = 1;
    private static final int MINUTE_SECONDS = 60;

    /// Who holds it now, or why a person is needed; nothing where an event changes neither.
    Optional<String> change(ConversationEvent event) {
        return switch (event) {
            case Queued queued -> Text.of("handoff." + queued.reason().code()).map(this::say);
            case Assigned assigned ->
                    Optional.of(say(Text.HOLDER_AGENT, Map.of("name", assigned.name())));
            case Returned _, Reopened _ -> Optional.of(say(Text.HOLDER_ASSISTANT));
            case Closed closed ->
                    Optional.of(
                            say(
                                    closed.reason() == Reason.IDLE
                                            ? Text.HOLDER_IDLE
                                            : Text.HOLDER_ENDED));
            case Said _,
                    Proposed _,
                    Settled _,
                    TurnInterrupted _,
                    Briefed _,
                    Noted _,
                    Whispered _,
                    Rated _,
                    Concluded _,
                    HistoryLost _ ->
                    Optional.empty();
        };
    }

    /// Where the customer stands, and how long it may take.
    ServerFrame.Queue word(ServerFrame.Queue queue) {
        String place = say(Text.QUEUE_PLACE, Map.of("position", queue.position()));
        return queue.withText(
                queue.waitSeconds().map(wait -> place + " " + say(wait)).orElse(place));
    }

    private String say(ServerFrame.Wait wait) {
        int low = minutes(wait.low());
        int high = minutes(wait.high());
        return low == high
                ? say(Text.QUEUE_MINUTES, Map.of("minutes", high))
                : say(Text.QUEUE_RANGE, Map.of("low", low, "high", high));
    }

    private static int minutes(int seconds) {
        return Math.max(1, Math.ceilDiv(seconds, MINUTE_SECONDS));
    }

    /// A frame to one socket, with what a customer may read of it where there is something.
    public ServerFrame word(ServerFrame frame) {
        if (frame instanceof ServerFrame.Error error) {
            return error.withText(error(error));
        }
        if (frame instanceof ServerFrame.Goodbye goodbye) {
            return Text.of("goodbye." + goodbye.reason())
                    .<ServerFrame>map(text -> goodbye.withText(say(text)))
                    .orElse(goodbye);
        }
        return frame;
    }

    private String error(ServerFrame.Error error) {
        Text text = Text.of("error." + error.code()).orElse(Text.ERROR_OTHER);
        return text == Text.ERROR_TOO_MANY
                ? say(text, Map.of("seconds", error.retryAfter().orElse(RETRY_SECONDS)))
                : say(text);
    }

    private String say(Text text) {
        return say(text, Map.of());
    }

    private String say(Text text, Map<String, ?> values) {
        return texts.say(text, language, values).text();
    }
}
