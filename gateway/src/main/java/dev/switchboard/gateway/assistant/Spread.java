package dev.switchboard.gateway.assistant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of the passages found are given to the model.
///
/// The passages of one article resemble each other, and where the best article is the wrong one all
/// of its passages are. So the likeliest article gives two and each further one its best, until
/// there is no other article; then the rest follows as it was found.
final class Spread {
    private static final int OF_THE_LIKELIEST = 2;

    private Spread() {}

    /// At most `max` of the passages, which come best first and stay so article by article.
    static List<Passage> of(List<Passage> ranked, int max) {
        Set<Passage> taken = new HashSet<>();
        Map<String, Integer> ofArticle = new HashMap<>();
        for (Passage passage : ranked) {
            boolean likeliest = passage.slug().equals(ranked.getFirst().slug());
            int most = likeliest ? OF_THE_LIKELIEST : 1;
            if (taken.size() < max && ofArticle.merge(passage.slug(), 1, Integer::sum) <= most) {
                taken.add(passage);
            }
        }
        for (Passage passage : ranked) {
            if (taken.size() < max) {
                taken.add(passage);
            }
        }
        return ranked.stream().filter(taken::contains).toList();
    }
}
