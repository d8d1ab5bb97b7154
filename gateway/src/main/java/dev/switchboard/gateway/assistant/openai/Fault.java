package dev.switchboard.gateway.assistant.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.gateway.assistant.Model.Failure;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an exception of the model's stream means for the answer.
///
/// @param failure what the listener is told if this ends the answer
/// @param retriable whether the same request may succeed on another try
/// @param retryAfter how long the server asks to be left alone; zero where it does not say
record Fault(Failure failure, boolean retriable, Duration retryAfter) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.\\- ]{1,64}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+\\-]{1,40}/[\\w.+\\-]{1,40}");
    private static final int TOO_MANY_REQUESTS = 429;

    /// Some providers' own status for "overloaded".
    private static final int SITE_OVERLOADED = 529;

    static Fault of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RefusalException refusal -> {
                    return of(refusal);
                }
                case UpstreamException broken -> {
                    Failure failure = new Failure(broken.kind(), String.valueOf(cause.getMessage()));
                    return new Fault(failure, broken.retriable(), Duration.ZERO);
                }
                case JsonProcessingException _ -> {
                    return badResponse("an event was not the JSON of a chat completion");
                }
                default -> {}
            }
        }
        return badResponse("reading the answer threw " + error.getClass().getSimpleName());
    }

    private static Fault badResponse(String detail) {
        return new Fault(new Failure(Kind.BAD_RESPONSE, detail), false, Duration.ZERO);
    }

    private static Fault of(RefusalException refusal) {
        int status = refusal.statusCode();
        Kind kind =
                switch (status) {
                    case TOO_MANY_REQUESTS, 503, SITE_OVERLOADED -> Kind.OVERLOADED;
                    case 502 -> Kind.UNREACHABLE;
                    case 408, 504 -> Kind.TIMEOUT;
                    default -> status >= 500 ? Kind.BAD_RESPONSE : Kind.REFUSED;
                };
        String detail = "status " + status + describe(refusal.getMessage());
        boolean retriable = status == TOO_MANY_REQUESTS || status >= 500;
        return new Fault(new Failure(kind, detail), retriable, refusal.retryAfter());
    }

    /// The code and the type of an error in OpenAI's form, for a log.
    ///
    /// Never its message: servers that validate a request quote the customer's words in it.
    static String describe(@Nullable String body) {
        if (body == null) {
            return "";
        }
        try {
            JsonObject whole = new JsonObject(body);
            JsonObject error =
                    whole.getValue("error") instanceof JsonObject inner ? inner : whole;
            return word("code", error) + word("type", error);
        } catch (DecodeException _) {
            return "";
        }
    }

    /// A media type without its parameters, or a plain word for one that no log should carry.
    static String mediaType(String header) {
        String type = header.split(";", 2)[0].strip();
        return MEDIA_TYPE.matcher(type).matches() ? type : "an unreadable type";
    }

    private static String word(String name, JsonObject error) {
        Object value = error.getValue(name);
        String text = value == null ? "" : value.toString();
        return WORD.matcher(text).matches()
                ? String.format(Locale.ROOT, ", %s %s", name, text)
                : "";
    }
}
