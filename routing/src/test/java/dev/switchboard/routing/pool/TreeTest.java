package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A tree does what a [TreeMap] does, and leaves every earlier tree as it was. To see one history
/// again, set the system property `tree.seed`.
class TreeTest {
    static LongStream seeds() {
        Long one = Long.getLong("tree.seed");
        return one == null ? LongStream.range(0, 40) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_tree_is_a_sorted_map_that_never_changes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int keys = 1 + random.nextInt(300);
        Tree<Integer, String> tree = Tree.empty(Integer::compareTo);
        TreeMap<Integer, String> map = new TreeMap<>();
        Tree<Integer, String> earlier = tree;
        TreeMap<Integer, String> earlierMap = new TreeMap<>();
        for (int n = 0; n < 1_500; n++) {
            int key = random.nextInt(keys);
            if (random.nextInt(100) < (n < 700 ? 65 : 35)) {
                tree = tree.put(key, "v" + n);
                map.put(key, "v" + n);
            } else {
                Tree<Integer, String> without = tree.remove(key);
                assertThat(without == tree)
                        .as("seed %d: nothing to remove is no new tree", seed)
                        .isEqualTo(map.remove(key) == null);
                tree = without;
            }
            isSame(tree, map, random, keys);
            if (random.nextInt(50) == 0) {
                isSame(earlier, earlierMap, random, keys);
                earlier = tree;
                earlierMap = new TreeMap<>(map);
            }
        }
    }

    private static void isSame(
            Tree<Integer, String> tree,
            TreeMap<Integer, String> map,
            SplittableRandom random,
            int keys) {
        assertThat(tree.size()).isEqualTo(map.size());
        assertThat(tree.isEmpty()).isEqualTo(map.isEmpty());
        assertThat(tree.first() == null ? null : tree.first().key)
                .isEqualTo(map.isEmpty() ? null : map.firstKey());
        int key = random.nextInt(-1, keys + 1);
        assertThat(tree.get(key)).isEqualTo(map.get(key));
        assertThat(tree.find(key).isPresent()).isEqualTo(map.containsKey(key));
        assertThat(tree.contains(key)).isEqualTo(map.containsKey(key));
        assertThat(tree.countWhile(one -> one < key)).isEqualTo(map.headMap(key).size());
        assertThat(tree.height()).isLessThanOrEqualTo(heightMax(map.size()));
        if (random.nextInt(10) == 0) {
            int end = random.nextInt(key, keys + 2);
            assertThat(listed(tree.iterator())).isEqualTo(listed(map));
            assertThat(listed(tree.after(key))).isEqualTo(listed(map.tailMap(key, false)));
            assertThat(listed(tree.range(key, end))).isEqualTo(listed(map.subMap(key, end)));
        }
    }

    @Test
    void keys_in_order_do_not_make_a_list_of_it() {
        Tree<Integer, String> up = Tree.empty(Integer::compareTo);
        Tree<Integer, String> down = Tree.empty(Integer::compareTo);
        for (int n = 0; n < 20_000; n++) {
            up = up.put(n, "");
            down = down.put(-n, "");
        }
        for (int n = 0; n < 19_000; n++) {
            up = up.remove(n);
        }

        assertThat(down.height()).isLessThanOrEqualTo(heightMax(20_000));
        assertThat(up.height()).isLessThanOrEqualTo(heightMax(1_000));
    }

    @Test
    void an_iterator_that_is_done_says_so() {
        Iterator<Tree.Node<String, String>> none =
                Tree.<String>byText().put("a", "").range("b", "c");

        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }

    /// A side holds at most three quarters of its node's weight, which is the size and one.
    private static int heightMax(int size) {
        return (int) Math.ceil(Math.log(size + 1) / Math.log(4.0 / 3)) + 1;
    }

    private static List<String> listed(Iterator<Tree.Node<Integer, String>> nodes) {
        List<String> all = new ArrayList<>();
        nodes.forEachRemaining(node -> all.add(node.key + "=" + node.value));
        return all;
    }

    private static List<String> listed(Map<Integer, String> map) {
        List<String> all = new ArrayList<>();
        map.forEach((key, value) -> all.add(key + "=" + value));
        return all;
    }
}
