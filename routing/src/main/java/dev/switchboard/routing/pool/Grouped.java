package dev.switchboard.routing.pool;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Values by key in groups, of which one or several in a row are gone through at a time. Never
/// changes, as a [Tree].
///
/// Keys of one group begin alike, which makes them slow to compare; within a group they are in no
/// order to speak of.
final class Grouped<V> {

    private final Tree<String, Tree<String, V>> groups;

    private Grouped(Tree<String, Tree<String, V>> groups) {
        this.groups = groups;
    }

    static <V> Grouped<V> empty() {
        return new Grouped<>(Tree.byText());
    }

    @Nullable V get(String group, String key) {
        Tree<String, V> values = groups.get(group);
        return values == null ? null : values.get(key);
    }

    Grouped<V> put(String group, String key, V value) {
        Tree<String, V> values = groups.get(group);
        Tree<String, V> before = values == null ? Tree.byKey() : values;
        return new Grouped<>(groups.put(group, before.put(key, value)));
    }

    Grouped<V> remove(String group, String key) {
        Tree<String, V> before = groups.get(group);
        if (before == null) {
            return this;
        }
        Tree<String, V> after = before.remove(key);
        return new Grouped<>(after.isEmpty() ? groups.remove(group) : groups.put(group, after));
    }

    /// The values of one group.
    Iterator<V> in(String group) {
        Tree<String, V> values = groups.get(group);
        return values == null ? none() : new Values<>(none(), values.iterator());
    }

    /// The values of all groups from one on and before another.
    Iterator<V> in(String least, String end) {
        return new Values<>(groups.range(least, end), none());
    }

    private static <T> Iterator<T> none() {
        return Collections.emptyIterator();
    }

    private static final class Values<V> implements Iterator<V> {
        private final Iterator<Tree.Node<String, Tree<String, V>>> groups;
        private Iterator<Tree.Node<String, V>> values;

        Values(
                Iterator<Tree.Node<String, Tree<String, V>>> groups,
                Iterator<Tree.Node<String, V>> values) {
            this.groups = groups;
            this.values = values;
        }

        @Override
        public boolean hasNext() {
            while (!values.hasNext() && groups.hasNext()) {
                values = groups.next().value.iterator();
            }
            return values.hasNext();
        }

        @Override
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return values.next().value;
        }
    }
}
