package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import java.util.Comparator;
import java.util.Locale;

/// Who may take what, said a second time and in another way: each seat of the pool is as far from
/// an item as a number says, and only the nearest may take it.
final class BruteForce {
    static final Comparator<WorkItem> BY_AGE =
            (one, other) ->
                    one.enqueuedAt().equals(other.enqueuedAt())
                            ? one.conversation().compareTo(other.conversation())
                            : one.enqueuedAt().compareTo(other.enqueuedAt());

    private static final int NEVER = 99;

    private BruteForce() {}

    static boolean mayTake(Pool pool, WorkItem item, Seat seat) {
        int distance = distance(item, seat);
        return distance < NEVER && distance == nearest(pool, item);
    }

    static boolean aimsAtNobody(Pool pool, WorkItem item) {
        boolean lateForAgent =
                item.need().target() instanceof Target.Seat
                        && !pool.last().at().isBefore(item.arrivedAt().plus(pool.policy().offer()));
        return aims(item) && (lateForAgent || nearest(pool, item) == NEVER);
    }

    private static int nearest(Pool pool, WorkItem item) {
        return pool.seats().values().stream()
                .mapToInt(seat -> distance(item, seat))
                .min()
                .orElse(NEVER);
    }

    private static boolean aims(WorkItem item) {
        return !item.targetMissed() && !(item.need().target() instanceof Target.Any);
    }

    private static int distance(WorkItem item, Seat seat) {
        Profile profile = seat.profile();
        Exclusion exclusion = item.excluded().get(seat.id());
        boolean market =
                profile.markets().isEmpty()
                        || item.need().market().isEmpty()
                        || profile.markets().contains(item.need().market().get());
        if (!market
                || exclusion == Exclusion.STANDS
                || !profile.skills().containsAll(item.need().requiredSkills())) {
            return NEVER;
        }
        int foreign = speaks(profile, item.need().language()) ? 0 : 1;
        if (!aims(item)) {
            return exclusion == Exclusion.LAPSED ? 2 + foreign : foreign;
        }
        boolean wanted =
                exclusion == null
                        && switch (item.need().target()) {
                            case Target.Anybody _ -> true;
                            case Target.Seat(String agent) ->
                                    agent.equals(seat.id())
                                            && seat.link().lostAt().isEmpty()
                                            && seat.state() == Seat.State.AVAILABLE;
                            case Target.Skill(String skill) -> profile.skills().contains(skill);
                            case Target.Language(String language) -> speaks(profile, language);
                        };
        boolean languageMatters = item.need().target() instanceof Target.Skill;
        return wanted ? (languageMatters ? foreign : 0) : NEVER;
    }

    private static boolean speaks(Profile profile, String language) {
        return profile.languages().stream().anyMatch(tag -> primary(tag).equals(primary(language)));
    }

    private static String primary(String tag) {
        return tag.toLowerCase(Locale.ROOT).split("-")[0];
    }
}
