package dev.switchboard.gateway.embedded;

/// What the embedded model answers.
sealed interface EmbeddedModelReply {

    /// Words for the customer.
    record Text(String text) implements EmbeddedModelReply {}

    /// A call of a tool.
    ///
    /// @param arguments a JSON object
    record Call(String tool, String arguments) implements EmbeddedModelReply {}
}
