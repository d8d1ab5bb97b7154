package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.store.StoredJson;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages between nodes as JSON.
final class NodeMessages {

    private static final Logger LOG = LoggerFactory.getLogger(NodeMessages.class);
    private static final StoredJson JSON = new StoredJson(List.of(NodeMessage.class));

    private NodeMessages() {}

    static String write(NodeMessage message) {
        return JSON.write(message, NodeMessage.class);
    }

    /// The message, or nothing where a newer node sent what this one does not know.
    static Optional<NodeMessage> read(String json) {
        try {
            return Optional.of(JSON.read(json, NodeMessage.class));
        } catch (IllegalStateException e) {
            LOG.atWarn()
                    .addKeyValue("why", String.valueOf(e.getCause()))
                    .log("Passed over a message from another node");
            return Optional.empty();
        }
    }
}
