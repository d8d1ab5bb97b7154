package dev.switchboard.routing.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A sorted map that never changes: what is put or removed makes another one, which shares all but
/// a path with the first. Everything that a step does to a pool costs O(log n) for that reason, and
/// a pool can be kept, compared or written to disk while the next steps are taken.
///
/// A weight-balanced tree, which knows its size at every node and can therefore count what comes
/// before a key. Balance parameters: Y. Hirai, K. Yamamoto, "Balancing weight-balanced trees",
/// Journal of Functional Programming 21(3), 2011.
final class Tree<K, V> implements Iterable<Tree.Node<K, V>> {

    private static final int DELTA = 3;
    private static final int RATIO = 2;

    private final Order<? super K> order;
    private final @Nullable Node<K, V> root;

    private Tree(Order<? super K> order, @Nullable Node<K, V> root) {
        this.order = order;
        this.root = root;
    }

    /// One entry, and what lies below it.
    static final class Node<K, V> {
        final K key;
        final V value;
        private final long rank;
        private final @Nullable Node<K, V> left;
        private final @Nullable Node<K, V> right;
        private final int size;

        private Node(
                K key, V value, long rank, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            this.key = key;
            this.value = value;
            this.rank = rank;
            this.left = left;
            this.right = right;
            this.size = size(left) + size(right) + 1;
        }
    }

    static <K, V> Tree<K, V> empty(Order<? super K> order) {
        return new Tree<>(order, null);
    }

    /// In the order of texts, for what is looked up by its beginning too.
    static <V> Tree<String, V> byText() {
        return new Tree<>(Order.TEXT, null);
    }

    /// For what is only looked up by its key.
    static <V> Tree<String, V> byKey() {
        return new Tree<>(Order.HASHED, null);
    }

    int size() {
        return size(root);
    }

    boolean isEmpty() {
        return root == null;
    }

    /// How many entries there are on the longest way down.
    int height() {
        return height(root);
    }

    @Nullable V get(K key) {
        long rank = order.rank(key);
        Node<K, V> node = root;
        while (node != null) {
            int side = side(rank, key, node);
            if (side == 0) {
                return node.value;
            }
            node = side < 0 ? node.left : node.right;
        }
        return null;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(get(key));
    }

    boolean contains(K key) {
        return get(key) != null;
    }

    Tree<K, V> put(K key, V value) {
        return new Tree<>(order, put(root, order.rank(key), key, value));
    }

    Tree<K, V> remove(K key) {
        Node<K, V> without = remove(root, order.rank(key), key);
        return without == root ? this : new Tree<>(order, without);
    }

    /// The least entry.
    @Nullable Node<K, V> first() {
        return root == null ? null : leftmost(root);
    }

    /// How many entries come first for which this holds, where it holds for no entry after one for
    /// which it does not.
    int countWhile(Predicate<? super K> holds) {
        int count = 0;
        Node<K, V> node = root;
        while (node != null) {
            if (holds.test(node.key)) {
                count += size(node.left) + 1;
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return count;
    }

    /// All entries in order.
    @Override
    public Iterator<Node<K, V>> iterator() {
        Ascent<K, V> ascent = new Ascent<>(order, null);
        ascent.descend(root);
        return ascent;
    }

    /// The entries after a key, in order.
    Iterator<Node<K, V>> after(K last) {
        Iterator<Node<K, V>> ascent = ascent(last, null);
        if (contains(last)) {
            ascent.next();
        }
        return ascent;
    }

    /// The entries from one key on and before another, in order.
    Iterator<Node<K, V>> range(K least, K end) {
        return ascent(least, end);
    }

    private Iterator<Node<K, V>> ascent(K least, @Nullable K end) {
        Ascent<K, V> ascent = new Ascent<>(order, end);
        long rank = order.rank(least);
        Node<K, V> node = root;
        while (node != null) {
            if (side(rank, least, node) <= 0) {
                ascent.pending.push(node);
                node = node.left;
            } else {
                node = node.right;
            }
        }
        return ascent;
    }

    private static final class Ascent<K, V> implements Iterator<Node<K, V>> {
        private final Order<? super K> order;
        private final @Nullable K end;
        private final long endRank;
        private final Deque<Node<K, V>> pending = new ArrayDeque<>();

        /// @param end the first key that is not met; null for none
        Ascent(Order<? super K> order, @Nullable K end) {
            this.order = order;
            this.end = end;
            this.endRank = end == null ? 0 : order.rank(end);
        }

        void descend(@Nullable Node<K, V> from) {
            for (Node<K, V> node = from; node != null; node = node.left) {
                pending.push(node);
            }
        }

        @Override
        public boolean hasNext() {
            Node<K, V> next = pending.peek();
            return next != null
                    && (end == null
                            || next.rank < endRank
                            || (next.rank == endRank && order.compare(next.key, end) < 0));
        }

        @Override
        public Node<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Node<K, V> node = pending.pop();
            descend(node.right);
            return node;
        }
    }

    private Node<K, V> put(@Nullable Node<K, V> node, long rank, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, rank, null, null);
        }
        int side = side(rank, key, node);
        if (side == 0) {
            return new Node<>(key, value, rank, node.left, node.right);
        }
        return side < 0
                ? balanced(node, put(node.left, rank, key, value), node.right)
                : balanced(node, node.left, put(node.right, rank, key, value));
    }

    private @Nullable Node<K, V> remove(@Nullable Node<K, V> node, long rank, K key) {
        if (node == null) {
            return null;
        }
        int side = side(rank, key, node);
        if (side == 0) {
            return joined(node.left, node.right);
        }
        if (side < 0) {
            Node<K, V> left = remove(node.left, rank, key);
            return left == node.left ? node : balanced(node, left, node.right);
        }
        Node<K, V> right = remove(node.right, rank, key);
        return right == node.right ? node : balanced(node, node.left, right);
    }

    private static <K, V> @Nullable Node<K, V> joined(
            @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        return balanced(leftmost(right), left, withoutLeftmost(right));
    }

    private static <K, V> Node<K, V> leftmost(Node<K, V> node) {
        Node<K, V> least = node;
        for (Node<K, V> next = node.left; next != null; next = next.left) {
            least = next;
        }
        return least;
    }

    private static <K, V> @Nullable Node<K, V> withoutLeftmost(Node<K, V> node) {
        return node.left == null
                ? node.right
                : balanced(node, withoutLeftmost(node.left), node.right);
    }

    /// A node with this one's entry over two trees of which one may be an entry too heavy.
    private static <K, V> Node<K, V> balanced(
            Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (right != null && heavy(right, left)) {
            return size(right.left) + 1 < RATIO * (size(right.right) + 1)
                    ? rotatedLeft(entry, left, right)
                    : rotatedLeft(entry, left, rotatedRight(right, inner(right.left), right.right));
        }
        if (left != null && heavy(left, right)) {
            return size(left.right) + 1 < RATIO * (size(left.left) + 1)
                    ? rotatedRight(entry, left, right)
                    : rotatedRight(entry, rotatedLeft(left, left.left, inner(left.right)), right);
        }
        return new Node<>(entry.key, entry.value, entry.rank, left, right);
    }

    private static <K, V> boolean heavy(Node<K, V> one, @Nullable Node<K, V> other) {
        return one.size + 1 > DELTA * (size(other) + 1);
    }

    private static <K, V> Node<K, V> rotatedLeft(
            Node<K, V> entry, @Nullable Node<K, V> left, Node<K, V> right) {
        Node<K, V> lower = new Node<>(entry.key, entry.value, entry.rank, left, right.left);
        return new Node<>(right.key, right.value, right.rank, lower, right.right);
    }

    private static <K, V> Node<K, V> rotatedRight(
            Node<K, V> entry, Node<K, V> left, @Nullable Node<K, V> right) {
        Node<K, V> lower = new Node<>(entry.key, entry.value, entry.rank, left.right, right);
        return new Node<>(left.key, left.value, left.rank, left.left, lower);
    }

    private static <K, V> Node<K, V> inner(@Nullable Node<K, V> node) {
        if (node == null) {
            throw new AssertionError("a heavy inner side has a root");
        }
        return node;
    }

    private int side(long rank, K key, Node<K, V> node) {
        return rank == node.rank ? order.compare(key, node.key) : Long.compare(rank, node.rank);
    }

    private static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : 1 + Math.max(height(node.left), height(node.right));
    }
}
