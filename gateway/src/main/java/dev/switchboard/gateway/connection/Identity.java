package dev.switchboard.gateway.connection;

import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.pool.Profile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who a verified token says is speaking, and until when.
public sealed interface Identity {

    /// The token's subject.
    String sub();

    /// When the token ends.
    Instant expires();

    /// Somebody with a question.
    record Customer(Person person, Instant expires) implements Identity {
        @Override
        public String sub() {
            return person.sub();
        }
    }

    /// Whether this is the same person in the same role.
    default boolean isPeer(Identity other) {
        return sub().equals(other.sub())
                && switch (this) {
                    case Customer _ -> other instanceof Customer;
                    case Agent mine ->
                            other instanceof Agent theirs
                                    && mine.supervisor() == theirs.supervisor();
                };
    }

    /// Somebody with an answer.
    ///
    /// @param supervisor whether they may also watch, whisper and take over
    /// @param languages BCP 47
    /// @param capacity conversations at once
    /// @param markets empty for all
    /// @param languageLevels how well each of `languages` is spoken, from 1 to 5
    /// @param skillLevels the same of each of `skills`
    record Agent(
            String sub,
            boolean supervisor,
            String name,
            List<String> languages,
            List<String> skills,
            int capacity,
            List<String> markets,
            NavigableMap<String, Integer> languageLevels,
            NavigableMap<String, Integer> skillLevels,
            Instant expires)
            implements Identity {
        public Agent {
            languages = List.copyOf(languages);
            skills = List.copyOf(skills);
            markets = List.copyOf(markets);
            languageLevels = Collections.unmodifiableNavigableMap(new TreeMap<>(languageLevels));
            skillLevels = Collections.unmodifiableNavigableMap(new TreeMap<>(skillLevels));
        }

        /// What the agent is to a pool. Others are translated into the language that the token
        /// names first among those known best.
        Profile profile() {
            return new Profile(
                    name,
                    languageLevels,
                    skillLevels,
                    capacity,
                    markets,
                    languages.stream()
                            .max(Comparator.comparing(tag -> languageLevels.getOrDefault(tag, 0))));
        }
    }

    /// Reads the claims of a token whose signature holds; nothing where they are not of the
    /// protocol's form.
    ///
    /// @param capacityDefault where the token names none
    static Optional<Identity> of(JsonObject claims, int capacityDefault) {
        try {
            String sub = claims.getString("sub");
            Long exp = claims.getLong("exp");
            String role = claims.getString("role");
            if (sub == null || sub.isBlank() || sub.length() > 256 || exp == null || role == null) {
                return Optional.empty();
            }
            Instant expires = Instant.ofEpochSecond(exp);
            return switch (role) {
                case "customer" -> Optional.of(customer(claims, sub, expires));
                case "agent" -> agent(claims, sub, false, capacityDefault, expires);
                case "supervisor" -> agent(claims, sub, true, capacityDefault, expires);
                default -> Optional.empty();
            };
        } catch (ClassCastException _) {
            // A claim of the wrong kind.
            return Optional.empty();
        }
    }

    private static Identity customer(JsonObject claims, String sub, Instant expires) {
        return new Customer(
                new Person(
                        sub,
                        Optional.ofNullable(claims.getString("name")),
                        shared(claims.getString("locale")),
                        shared(claims.getString("market"))),
                expires);
    }

    /// There are few of these, and very many who have them.
    private static Optional<String> shared(@Nullable String word) {
        return Optional.ofNullable(word).map(String::intern);
    }

    private static Optional<Identity> agent(
            JsonObject claims,
            String sub,
            boolean supervisor,
            int capacityDefault,
            Instant expires) {
        Integer capacity = claims.getInteger("capacity", capacityDefault);
        if (capacity == null || capacity < 1 || capacity > 10) {
            return Optional.empty();
        }
        String name = claims.getString("name");
        List<String> languages = strings(claims, "languages");
        List<String> skills = strings(claims, "skills");
        var languageLevels = Levels.of(claims, "languages", languages);
        var skillLevels = Levels.of(claims, "skills", skills);
        if (languageLevels.isEmpty() || skillLevels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Agent(
                        sub,
                        supervisor,
                        name == null || name.isBlank() ? sub : name,
                        languages,
                        skills,
                        capacity,
                        strings(claims, "markets"),
                        languageLevels.get(),
                        skillLevels.get(),
                        expires));
    }

    private static List<String> strings(JsonObject claims, String name) {
        JsonArray array = claims.getJsonArray(name);
        return array == null
                ? List.of()
                : array.stream().map(String.class::cast).filter(s -> !s.isBlank()).toList();
    }
}
