package dev.switchboard.routing.policy;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What is asked of a seat because of why a conversation came to a person.
///
/// @param priority name of a [PriorityClass]
/// @param requiredSkills least level (1 to 5) by skill; never dropped
/// @param optionalSkills least level (1 to 5) by skill; dropped after a while
/// @param cost units of a seat's capacity, 1 to 10
public record ReasonPolicy(
        String priority,
        NavigableMap<String, Integer> requiredSkills,
        NavigableMap<String, Integer> optionalSkills,
        int cost) {
    public static final ReasonPolicy DEFAULT =
            new ReasonPolicy(PriorityClass.NORMAL.name(), new TreeMap<>(), new TreeMap<>(), 1);

    public ReasonPolicy {
        Checks.text(priority, "priority");
        requiredSkills = levels(requiredSkills, "required-skills");
        optionalSkills = levels(optionalSkills, "optional-skills");
        Checks.within(cost, 1, 10, "cost");
    }

    private static NavigableMap<String, Integer> levels(Map<String, Integer> given, String name) {
        given.forEach((skill, level) -> {
            Checks.text(skill, name);
            Checks.within(level, 1, 5, name + "." + skill);
        });
        return Collections.unmodifiableNavigableMap(new TreeMap<>(given));
    }
}
