package switchboard.load.bench;

import java.util.Optional;
import switchboard.load.Json;

/// How clients talk to a server, in text frames.
enum Dialect {
    /// One JSON object a frame, as in Switchboard's protocol; what is no JSON is echoed.
    JSON,

    /// JSON, but of a server that echoes nothing: its cheapest request stands in.
    SWITCHBOARD {
        @Override
        String request(int bytes) {
            String beginning = "{\"type\":\"ping\",\"unknown\":\"";
            return beginning + "x".repeat(bytes - beginning.length() - 2) + "\"}";
        }

        @Override
        String answerToRequest() {
            return "pong";
        }
    },

    /// Socket.IO 4's packets in Engine.IO 4's. The server speaks first.
    SOCKET_IO {
        @Override
        String path() {
            return "/socket.io/?EIO=4&transport=websocket";
        }

        @Override
        Optional<String> greeting() {
            return Optional.empty();
        }

        @Override
        Optional<String> reply(String frame) {
            if (frame.startsWith("0{")) {
                return Optional.of("40");
            } else if (frame.startsWith("40")) {
                return Optional.of("42[\"hello\",{}]");
            }
            return frame.equals("2") ? Optional.of("3") : Optional.empty();
        }

        @Override
        String kind(String frame) {
            return frame.startsWith(EVENT) ? quoted(frame, EVENT.length()) : "";
        }

        @Override
        String say(String id, String text) {
            return EVENT + "say\"," + Json.object().put("id", id).put("text", text) + "]";
        }

        @Override
        String request(int bytes) {
            return EVENT + "echo\",\"" + "x".repeat(bytes) + "\"]";
        }
    };

    private static final String ECHO = "echo";
    private static final String TYPE = "{\"type\":\"";
    private static final String EVENT = "42[\"";

    /// Where the socket is asked for.
    String path() {
        return "/chat";
    }

    /// What the client says first.
    Optional<String> greeting() {
        return Optional.of("{\"type\":\"hello\"}");
    }

    /// What a client answers by itself to a frame that is of no [kind][#kind].
    Optional<String> reply(String frame) {
        return Optional.empty();
    }

    /// `welcome`, `delta`, `turn` and so on; `echo` of what was sent; empty of what is only the
    /// dialect's.
    String kind(String frame) {
        return frame.startsWith(TYPE) ? quoted(frame, TYPE.length()) : ECHO;
    }

    private static String quoted(String frame, int from) {
        return frame.substring(from, frame.indexOf('"', from));
    }

    /// A customer's question.
    String say(String id, String text) {
        return Json.frame("say").put("id", id).put("text", text).toString();
    }

    /// A request of so many bytes, or with so many in it, that is answered at once.
    String request(int bytes) {
        return "x".repeat(bytes);
    }

    /// The [kind][#kind] of frame that answers it.
    String answerToRequest() {
        return ECHO;
    }
}
