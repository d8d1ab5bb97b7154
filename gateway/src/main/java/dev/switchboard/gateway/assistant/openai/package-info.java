/// The model's client: langchain4j over the node's own non-blocking HTTP client.
@NullMarked
package dev.switchboard.gateway.assistant.openai;

import org.jspecify.annotations.NullMarked;
