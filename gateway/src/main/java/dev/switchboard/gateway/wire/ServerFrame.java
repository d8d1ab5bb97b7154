package dev.switchboard.gateway.wire;

import static dev.switchboard.gateway.wire.Words.require;
import static dev.switchboard.gateway.wire.Words.requireError;
import static dev.switchboard.gateway.wire.Words.requireIn;
import static dev.switchboard.gateway.wire.Words.requireReason;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the gateway says. A seat holds many conversations, so frames to it name theirs; a customer
/// has one, so frames to customers do not. Words the protocol fixes are checked here.
public sealed interface ServerFrame {

    /// Who speaks.
    ///
    /// @param kind `customer`, `assistant`, `agent` or `system`
    record From(String kind, Optional<String> name) {
        public From {
            requireIn(Words.SPEAKERS, kind);
        }
    }

    /// Answer to a customer's `hello`.
    ///
    /// @param resumed whether everything after what the client has seen follows
    /// @param heartbeat seconds between two pings
    record Welcome(
            String conversation,
            long seq,
            String holder,
            boolean resumed,
            int heartbeat,
            String language)
            implements ServerFrame {
        public Welcome {
            requireIn(Words.HOLDERS, holder);
        }
    }

    /// Answer to an agent's `hello`.
    ///
    /// @param conversations the ids this seat holds
    /// @param heartbeat seconds between two pings
    record SeatWelcome(String seat, String state, List<String> conversations, int heartbeat)
            implements ServerFrame {
        public SeatWelcome {
            conversations = List.copyOf(conversations);
        }
    }

    /// The frame with this id is stored.
    record Accepted(String id, long seq) implements ServerFrame {}

    /// One entry of the conversation.
    ///
    /// @param id the sender's own, where it gave one
    /// @param original what was written, where `text` is a translation of it
    /// @param interrupted whether this is what was seen of an answer that never ended
    record Said(
            Optional<String> conversation,
            long seq,
            Optional<String> id,
            From from,
            String text,
            String language,
            Instant at,
            Optional<Original> original,
            boolean interrupted)
            implements ServerFrame {}

    /// What stands behind a translation.
    ///
    /// @param language BCP 47
    record Original(String language, String text) {}

    /// An answer of the assistant begins, begins again, or ends.
    ///
    /// @param seq of the entry the answer became
    record Turn(Optional<String> conversation, String turn, String state, OptionalLong seq)
            implements ServerFrame {
        public Turn {
            requireIn(Words.TURN_STATES, state);
        }
    }

    /// The next piece of an answer.
    ///
    /// @param offset UTF-16 units before it
    record Delta(Optional<String> conversation, String turn, int offset, String text)
            implements ServerFrame {
        public Delta {
            require(offset >= 0, "an offset counts from 0");
        }
    }

    /// The conversation changed hands.
    ///
    /// @param text for the customer to read, in the conversation's language
    record HolderChanged(
            Optional<String> conversation,
            long seq,
            long epoch,
            String holder,
            Optional<String> agentName,
            Optional<String> reason,
            Optional<String> text)
            implements ServerFrame {
        public HolderChanged {
            requireIn(Words.HOLDERS, holder);
            requireReason(reason);
        }

        /// One without a text.
        public HolderChanged(
                Optional<String> conversation,
                long seq,
                long epoch,
                String holder,
                Optional<String> agentName,
                Optional<String> reason) {
            this(conversation, seq, epoch, holder, agentName, reason, Optional.empty());
        }

        /// The same with another text, if any.
        public HolderChanged withText(Optional<String> other) {
            return new HolderChanged(conversation, seq, epoch, holder, agentName, reason, other);
        }
    }

    /// Where the customer stands.
    ///
    /// @param position 1 is next
    /// @param text the same for the customer to read, in the conversation's language
    record Queue(int position, Optional<Wait> waitSeconds, Optional<String> text)
            implements ServerFrame {
        public Queue {
            require(position >= 1, "a position counts from 1");
        }

        /// One without a text.
        public Queue(int position, Optional<Wait> waitSeconds) {
            this(position, waitSeconds, Optional.empty());
        }

        /// The same with a text.
        public Queue withText(String other) {
            return new Queue(position, waitSeconds, Optional.of(other));
        }
    }

    /// How long it may take.
    ///
    /// @param low seconds at the least
    /// @param high seconds at the most
    record Wait(int low, int high) {
        public Wait {
            require(low >= 0 && low <= high, "a wait goes from low to high");
        }
    }

    /// Somebody is pressing keys.
    record Typing(Optional<String> conversation, From from) implements ServerFrame {}

    /// Somebody has seen everything up to `seq`.
    record Read(Optional<String> conversation, long seq, From from) implements ServerFrame {}

    /// Something asked for was not done.
    ///
    /// @param code an [ErrorCode], as the protocol spells it
    /// @param id of the frame that asked
    /// @param retryAfter seconds
    /// @param conversation which one, where a seat asked about one
    /// @param text for a customer to read, in the conversation's language
    @SuppressWarnings("JavaLangClash") // the protocol's word; always written ServerFrame.Error
    record Error(
            String code,
            String message,
            Optional<String> id,
            OptionalInt retryAfter,
            Optional<String> conversation,
            Optional<String> text)
            implements ServerFrame {
        public Error {
            requireError(code);
        }

        /// An error without a text.
        public Error(
                String code,
                String message,
                Optional<String> id,
                OptionalInt retryAfter,
                Optional<String> conversation) {
            this(code, message, id, retryAfter, conversation, Optional.empty());
        }

        /// An error that names no conversation.
        public Error(String code, String message, Optional<String> id, OptionalInt retryAfter) {
            this(code, message, id, retryAfter, Optional.empty());
        }

        /// The same with a text.
        public Error withText(String other) {
            return new Error(code, message, id, retryAfter, conversation, Optional.of(other));
        }
    }

    /// The gateway is about to close the connection.
    ///
    /// @param reconnectAfter seconds within which the client comes back at random
    /// @param text for a customer to read, in the conversation's language
    record Goodbye(String reason, int reconnectAfter, Optional<String> text)
            implements ServerFrame {
        /// One without a text.
        public Goodbye(String reason, int reconnectAfter) {
            this(reason, reconnectAfter, Optional.empty());
        }

        /// The same with a text.
        public Goodbye withText(String other) {
            return new Goodbye(reason, reconnectAfter, Optional.of(other));
        }
    }

    /// I am here.
    record Pong() implements ServerFrame {}

    /// A conversation for an agent to take.
    ///
    /// @param translation whether the agent does not speak the customer's language
    record Offer(
            String offer,
            String conversation,
            String reason,
            String language,
            String summary,
            boolean translation,
            long waitedSeconds,
            Instant expiresAt)
            implements ServerFrame {
        public Offer {
            requireReason(reason);
        }
    }

    /// An offer stands no longer.
    ///
    /// @param why `timeout`, `customer-left`, `taken` or `rescinded`
    record Withdrawn(String offer, String why) implements ServerFrame {
        public Withdrawn {
            requireIn(Words.WITHDRAWALS, why);
        }
    }

    /// A conversation is the agent's now.
    ///
    /// @param entries the transcript: [Said] and [Note], oldest first
    record Assigned(
            String conversation,
            long epoch,
            Customer customer,
            String language,
            String summary,
            List<ServerFrame> entries)
            implements ServerFrame {
        public Assigned {
            entries = List.copyOf(entries);
            for (ServerFrame entry : entries) {
                require(entry instanceof Said || entry instanceof Note, "a transcript of entries");
            }
        }
    }

    /// A supervisor watches a conversation; what happens in it follows.
    ///
    /// @param agentName who holds it, where a person does
    /// @param entries the transcript: [Said] and [Note], oldest first
    record Watching(
            String conversation,
            String holder,
            long epoch,
            Optional<String> agentName,
            Customer customer,
            String language,
            List<ServerFrame> entries)
            implements ServerFrame {
        public Watching {
            requireIn(Words.HOLDERS, holder);
            entries = List.copyOf(entries);
            for (ServerFrame entry : entries) {
                require(entry instanceof Said || entry instanceof Note, "a transcript of entries");
            }
        }
    }

    /// What an agent may know of the person.
    record Customer(Optional<String> name, Optional<String> locale, Optional<String> market) {}

    /// A remark among agents.
    ///
    /// @param whisper whether it is a supervisor's to the agent who holds, and to nobody else
    record Note(
            String conversation,
            long seq,
            Optional<String> id,
            From from,
            String text,
            Instant at,
            boolean whisper)
            implements ServerFrame {}

    /// A conversation is the agent's no longer.
    record Released(String conversation, String why) implements ServerFrame {}
}
