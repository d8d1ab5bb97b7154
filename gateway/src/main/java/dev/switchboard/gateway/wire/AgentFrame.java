package dev.switchboard.gateway.wire;

import java.util.List;
import java.util.Optional;

/// What an agent's console says on `/seat`. [FrameCodec] makes these and has checked them.
public sealed interface AgentFrame {

    /// The first frame of a connection.
    record Hello() implements AgentFrame {}

    /// Whether offers are welcome.
    record Presence(boolean available) implements AgentFrame {}

    /// I take it.
    record Accept(String offer) implements AgentFrame {}

    /// Somebody else, please.
    record Decline(String offer, Optional<String> reason) implements AgentFrame {}

    /// A message to the customer.
    ///
    /// @param id the client's own, unique in the conversation: the same id is stored once
    record Say(String conversation, String id, String text) implements AgentFrame {}

    /// Keys are being pressed.
    record Typing(String conversation) implements AgentFrame {}

    /// Everything up to `seq` has been on the screen.
    record Read(String conversation, long seq) implements AgentFrame {}

    /// A remark that agents see and the customer never does.
    record Note(String conversation, String id, String text) implements AgentFrame {}

    /// To another person.
    ///
    /// @param note what that person should know
    record Transfer(String conversation, Target to, Optional<String> note) implements AgentFrame {}

    /// Whom a conversation is handed to.
    sealed interface Target {

        /// One agent, by name or id.
        record Agent(String name) implements Target {}

        /// Anyone who has the skill.
        record Skill(String name) implements Target {}

        /// Anyone who speaks the language.
        ///
        /// @param tag BCP 47
        record Language(String tag) implements Target {}
    }

    /// Back to the assistant.
    ///
    /// @param note what the assistant should know
    record Return(String conversation, Optional<String> note) implements AgentFrame {}

    /// The matter is settled.
    ///
    /// @param disposition how
    record Close(String conversation, String disposition, List<String> tags) implements AgentFrame {
        public Close {
            tags = List.copyOf(tags);
        }
    }

    /// A supervisor wants to see a conversation, from here on.
    record Watch(String conversation) implements AgentFrame {}

    /// A supervisor has seen enough.
    ///
    /// @param conversation absent: of all that is watched
    record Unwatch(Optional<String> conversation) implements AgentFrame {}

    /// A supervisor's word to the agent who holds the conversation.
    record Whisper(String conversation, String id, String text) implements AgentFrame {}

    /// A supervisor becomes the holder.
    record TakeOver(String conversation) implements AgentFrame {}

    /// A fresh token for this connection.
    record Token(String jwt) implements AgentFrame {}

    /// Are you there?
    record Ping() implements AgentFrame {}
}
