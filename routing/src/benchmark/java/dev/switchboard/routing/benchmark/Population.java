package dev.switchboard.routing.benchmark;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.EstimatePolicy;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Who is on and what is asked for: 40 languages, 30 skills, 23 markets, three priority classes.
/// Large languages are spoken and asked for more often than small ones.
final class Population {
    static final List<String> LANGUAGES =
            List.of(
                    "en", "de", "sv", "nb", "da", "fi", "nl", "fr", "it", "es", "pt", "pl", "cs",
                    "sk", "hu", "ro", "bg", "el", "hr", "sr", "sl", "et", "lv", "lt", "sq", "tr",
                    "ru", "uk", "ar", "he", "fa", "ur", "hi", "bn", "zh", "ja", "ko", "vi", "th",
                    "id");
    static final List<String> SKILLS =
            IntStream.range(0, 30).mapToObj(n -> "skill-%02d".formatted(n)).toList();
    static final List<String> MARKETS =
            List.of(
                    "AU", "AT", "BE", "CA", "CZ", "DK", "FI", "FR", "DE", "GR", "HU", "IE", "IT",
                    "NL", "NZ", "NO", "PL", "PT", "ES", "SE", "CH", "GB", "US");
    static final List<Reason> REASONS =
            List.of(
                    Reason.DIRECT_REQUEST,
                    Reason.DISPUTE,
                    Reason.ACCOUNT_ACCESS,
                    Reason.DISTRESS,
                    Reason.LEGAL,
                    Reason.REPEATED,
                    Reason.OUT_OF_SCOPE,
                    Reason.UNGROUNDED,
                    Reason.ASSISTANT_UNAVAILABLE,
                    Reason.POLICY);

    private final SplittableRandom random;

    Population(SplittableRandom random) {
        this.random = random;
    }

    /// Every reason but one has a skill of its own, required or optional.
    static RoutingPolicy policy() {
        NavigableMap<Reason, ReasonPolicy> reasons = new TreeMap<>();
        for (int n = 1; n < REASONS.size(); n++) {
            NavigableMap<String, Integer> required = new TreeMap<>();
            NavigableMap<String, Integer> optional = new TreeMap<>();
            (n % 2 == 0 ? required : optional).put(SKILLS.get(n), 1 + n % 3);
            optional.put(SKILLS.get(n + 10), 1);
            String priority = n % 3 == 0 ? "urgent" : n % 5 == 0 ? "patient" : "normal";
            reasons.put(REASONS.get(n), new ReasonPolicy(priority, required, optional, 1));
        }
        var deadline =
                new PriorityClass.Deadline(Duration.ofMinutes(5), Duration.ofMinutes(2), 300);
        return new RoutingPolicy(
                PoolTimes.DEFAULT,
                Relaxation.DEFAULT,
                EstimatePolicy.DEFAULT,
                List.of(
                        PriorityClass.NORMAL,
                        new PriorityClass(
                                "urgent", 200, Duration.ofMinutes(2), Optional.of(deadline)),
                        new PriorityClass("patient", 50, Duration.ZERO, Optional.empty())),
                reasons,
                new TreeMap<>(),
                RoutingPolicy.DEFAULT.otherMarkets());
    }

    Profile profile(String name) {
        NavigableMap<String, Integer> languages = new TreeMap<>();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            languages.put(language(), random.nextInt(3, 6));
        }
        NavigableMap<String, Integer> skills = new TreeMap<>();
        for (int n = random.nextInt(2, 7); n > 0; n--) {
            skills.put(any(SKILLS), random.nextInt(1, 6));
        }
        List<String> markets = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            languages.keySet().forEach(language -> markets.add(home(language)));
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                markets.add(any(MARKETS));
            }
        }
        return new Profile(name, languages, skills, 4, markets, Optional.empty());
    }

    /// One in twenty is transferred to a skill, one in forty to a language, one in ten had an agent
    /// before; one in twenty writes from elsewhere than most who write their language.
    ///
    /// @param seats how many there are, for those who had one before
    Need need(int seats) {
        Target target =
                switch (random.nextInt(40)) {
                    case 0, 1 -> new Target.Skill(any(SKILLS));
                    case 2 -> new Target.Language(language());
                    default -> new Target.Anybody();
                };
        Optional<String> sticky =
                random.nextInt(10) == 0
                        ? Optional.of("seat-" + random.nextInt(seats))
                        : Optional.empty();
        String language = language();
        String market = random.nextInt(20) == 0 ? any(MARKETS) : home(language);
        return new Need(language, Optional.of(market), target, sticky);
    }

    /// The market in which most of a language's customers are.
    private static String home(String language) {
        return MARKETS.get(LANGUAGES.indexOf(language) % MARKETS.size());
    }

    Reason reason() {
        return any(REASONS);
    }

    /// The lesser of two dice: the n-th language is as rare as it is far down the list.
    private String language() {
        int one = random.nextInt(LANGUAGES.size());
        return LANGUAGES.get(Math.min(one, random.nextInt(LANGUAGES.size())));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
