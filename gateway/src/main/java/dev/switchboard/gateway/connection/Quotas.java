package dev.switchboard.gateway.connection;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What each person, or each address, has of a node: how many sockets, and how many frames they may
/// still send. There is an entry for those only who have a socket, or sent so much of late that it
/// still counts. Safe for use from any event loop.
///
/// @param <K> by which they are told apart
final class Quotas<K> {

    private final int socketsMax;
    private final Rate rate;
    private final ConcurrentHashMap<K, Quota> present = new ConcurrentHashMap<>();

    /// Those without a socket, in the order in which they left.
    private final ArrayDeque<Quota> resting = new ArrayDeque<>();

    /// @param socketsMax of each
    /// @param rate of the frames of each
    Quotas(int socketsMax, Rate rate) {
        this.socketsMax = socketsMax;
        this.rate = rate;
    }

    /// One's share.
    final class Quota {
        private final K key;
        private int sockets;
        private long earnedNanos = System.nanoTime();
        private boolean forgotten;

        private Quota(K key) {
            this.key = key;
        }

        /// Takes a frame.
        ///
        /// @return whether there was one to take
        synchronized boolean spend() {
            long before = earnedNanos;
            earnedNanos = rate.take(before, System.nanoTime());
            return earnedNanos != before;
        }

        /// A socket is gone.
        void leave() {
            synchronized (this) {
                sockets--;
                if (sockets > 0) {
                    return;
                }
            }
            synchronized (resting) {
                resting.addLast(this);
            }
            forgetRested();
        }

        private synchronized Entered enter() {
            if (forgotten) {
                return Entered.LATE;
            }
            if (sockets >= socketsMax) {
                return Entered.FULL;
            }
            sockets++;
            return Entered.IN;
        }

        /// Whether it need not be looked at again: its last socket left and its whole burst is
        /// there, or somebody has come back, who will leave again.
        private synchronized boolean isDone() {
            if (sockets == 0 && Rate.isRested(earnedNanos, System.nanoTime())) {
                forgotten = true;
            }
            return forgotten || sockets > 0;
        }
    }

    private enum Entered {
        IN,
        FULL,
        LATE
    }

    /// Takes room for a socket.
    ///
    /// @return nothing where there is none
    Optional<Quota> enter(K key) {
        forgetRested();
        while (true) {
            Quota quota = present.computeIfAbsent(key, Quota::new);
            switch (quota.enter()) {
                case IN -> {
                    return Optional.of(quota);
                }
                case FULL -> {
                    return Optional.empty();
                }
                case LATE -> present.remove(key, quota);
            }
        }
    }

    /// How many have an entry.
    int size() {
        return present.size();
    }

    private void forgetRested() {
        synchronized (resting) {
            while (!resting.isEmpty() && resting.getFirst().isDone()) {
                Quota quota = resting.removeFirst();
                if (quota.forgotten) {
                    present.remove(quota.key, quota);
                }
            }
        }
    }
}
