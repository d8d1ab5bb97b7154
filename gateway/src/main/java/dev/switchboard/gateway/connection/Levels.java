package dev.switchboard.gateway.connection;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The claim `levels` of an agent's token: how well what the token lists is known, from 1 to 5.
final class Levels {
    static final int BEST = 5;
    private static final String CLAIM = "levels";
    private static final Set<String> LISTS = Set.of("languages", "skills");

    private Levels() {}

    /// The level of each of `listed`; nothing where a level is not of the protocol's form or is of
    /// something that is not listed.
    ///
    /// @param list the claim that lists them: `languages` or `skills`
    static Optional<NavigableMap<String, Integer>> of(
            JsonObject claims, String list, Collection<String> listed) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        listed.forEach(name -> levels.put(name, BEST));
        JsonObject all = claims.getJsonObject(CLAIM);
        if (all == null) {
            return Optional.of(levels);
        }
        JsonObject said = all.getJsonObject(list);
        boolean known = LISTS.containsAll(all.fieldNames());
        if (said == null) {
            return Optional.of(levels).filter(_ -> known);
        }
        boolean good =
                known
                        && said.stream()
                                .allMatch(level ->
                                        levels.containsKey(level.getKey())
                                                && level.getValue() instanceof Integer number
                                                && number >= 1
                                                && number <= BEST);
        if (good) {
            said.forEach(level -> levels.put(level.getKey(), (Integer) level.getValue()));
        }
        return Optional.of(levels).filter(_ -> good);
    }
}
