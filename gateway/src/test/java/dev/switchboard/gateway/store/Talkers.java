package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.ConversationStore.Committed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Conversations in which somebody says one thing after another, each again until it is accepted,
/// while things happen to the store.
final class Talkers {

    private final Caller caller;
    private final Map<String, Integer> accepted = new LinkedHashMap<>();
    private final Map<String, Promise<Void>> ended = new LinkedHashMap<>();
    private volatile boolean stop;
    private volatile CountDownLatch more = new CountDownLatch(0);

    private Talkers(Caller caller) {
        this.caller = caller;
    }

    static Talkers start(Caller caller, List<String> conversations) throws Exception {
        var talkers = new Talkers(caller);
        caller.get(() -> {
            for (String conversation : conversations) {
                talkers.accepted.put(conversation, 0);
                talkers.ended.put(conversation, Promise.promise());
                talkers.next(conversation);
            }
            return Future.succeededFuture();
        });
        return talkers;
    }

    private void next(String conversation) {
        if (stop) {
            ended.get(conversation).tryComplete();
            return;
        }
        int n = accepted.get(conversation) + 1;
        caller.say(conversation, n)
                .onSuccess(outcome -> {
                    if (outcome instanceof Committed.Moved) {
                        fail(conversation, new AssertionError("an entry was lost before " + n));
                    } else {
                        accepted.put(conversation, n);
                        more.countDown();
                        next(conversation);
                    }
                })
                .onFailure(e -> {
                    if (e instanceof StoreUnavailable) {
                        again(conversation);
                    } else {
                        fail(conversation, e);
                    }
                });
    }

    private void again(String conversation) {
        caller.later(() -> next(conversation));
    }

    private void fail(String conversation, Throwable e) {
        ended.get(conversation).tryFail(e);
    }

    /// Waits until this many more entries have been accepted in all.
    void accept(int entries) throws Exception {
        var latch = new CountDownLatch(entries);
        more = latch;
        assertThat(latch.await(40, TimeUnit.SECONDS)).as("accepted in time").isTrue();
    }

    /// Ends them; every entry that was accepted must be there, once and in order.
    void endAndCompare() throws Exception {
        stop = true;
        for (Promise<Void> one : ended.values()) {
            caller.get(one::future);
        }
        for (var one : accepted.entrySet()) {
            assertThat(caller.log(one.getKey()))
                    .as(one.getKey())
                    .isEqualTo(IntStream.rangeClosed(1, one.getValue()).boxed().toList());
        }
    }
}
