package dev.switchboard.gateway.wire;

import java.util.Optional;
import java.util.OptionalLong;

/// What a customer's app or widget says on `/chat`. [FrameCodec] makes these and has checked them.
public sealed interface CustomerFrame {

    /// The first frame of a connection.
    ///
    /// @param conversation the one to continue; absent: the person's open one, or a new one
    /// @param after the last `seq` the client has seen; everything later is replayed first
    /// @param locale BCP 47, what the person reads
    record Hello(Optional<String> conversation, OptionalLong after, Optional<String> locale)
            implements CustomerFrame {}

    /// A message.
    ///
    /// @param id the client's own, unique in the conversation: the same id is stored once
    record Say(String id, String text) implements CustomerFrame {}

    /// No more of the answer being streamed.
    record Stop() implements CustomerFrame {}

    /// A person, please.
    record Human(String id) implements CustomerFrame {}

    /// Keys are being pressed.
    record Typing() implements CustomerFrame {}

    /// Everything up to `seq` has been on the screen.
    record Read(long seq) implements CustomerFrame {}

    /// How it was.
    ///
    /// @param score 1 to 5
    record Rate(String id, int score, Optional<String> comment) implements CustomerFrame {}

    /// The conversation is over.
    record End(String id) implements CustomerFrame {}

    /// A fresh token for this connection.
    record Token(String jwt) implements CustomerFrame {}

    /// Are you there?
    record Ping() implements CustomerFrame {}
}
