package dev.switchboard.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Optional;

/// The records of an account as JSON, on the wire and in prompts. Fields that a reader does not
/// know are left aside.
public final class AccountJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .build();

    private AccountJson() {}

    /// What lists are sent in.
    public record Orders(List<Account.Order> orders) {}

    public record Payments(List<Account.Payment> payments) {}

    public record Returns(List<Account.Return> returns) {}

    public record DeclinedPurchases(List<Account.Declined> declined) {}

    /// What is asked of a change's terms.
    public record QuoteRequest(Change change) {}

    /// What is asked for.
    public record ChangeRequest(Quote quote) {}

    /// The JSON of a record.
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable: " + value.getClass(), e);
        }
    }

    /// The record of a JSON; nothing where it is none.
    public static <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, type));
        } catch (JsonProcessingException notOne) {
            return Optional.empty();
        }
    }
}
