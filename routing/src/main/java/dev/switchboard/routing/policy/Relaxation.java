package dev.switchboard.routing.policy;

import java.time.Duration;

/// How long work insists on what it asks for. All times count from when the work began to wait in
/// the pool; each is at least as long as the one before.
///
/// @param sticky until then only the agent who had the conversation last
/// @param optionalSkills until then only who has the optional skills too
/// @param nativeLanguage until then only who speaks the language at `nativeLevel`
/// @param fluentLanguage until then only who speaks it at `fluentLevel`; after that anybody, with
///   translation
/// @param overflow until then only the market's own agents, within the pool; after that its
///   overflow
/// @param nativeLevel 1 to 5
/// @param fluentLevel 1 to 5, at most `nativeLevel`
public record Relaxation(
        Duration sticky,
        Duration optionalSkills,
        Duration nativeLanguage,
        Duration fluentLanguage,
        Duration overflow,
        int nativeLevel,
        int fluentLevel) {
    public static final Relaxation DEFAULT =
            new Relaxation(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(45),
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(300),
                    5,
                    4);

    public Relaxation {
        Checks.notNegative(sticky, "sticky");
        notBefore(sticky, "sticky", optionalSkills, "optional-skills");
        notBefore(optionalSkills, "optional-skills", nativeLanguage, "native-language");
        notBefore(nativeLanguage, "native-language", fluentLanguage, "fluent-language");
        notBefore(fluentLanguage, "fluent-language", overflow, "overflow");
        Checks.within(nativeLevel, 1, 5, "native-level");
        Checks.within(fluentLevel, 1, nativeLevel, "fluent-level");
    }

    private static void notBefore(
            Duration earlier, String earlierName, Duration later, String laterName) {
        if (later.compareTo(earlier) < 0) {
            throw new IllegalArgumentException(
                    laterName + " must not be before " + earlierName + ": " + later);
        }
    }
}
