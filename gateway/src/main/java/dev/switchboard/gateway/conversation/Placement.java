package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the pool is told of a conversation, until it is told: all of it is implied by the log.
final class Placement {

    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final Duration SEATS_FIRST = Duration.ofSeconds(5);

    private final String id;
    private final Surroundings around;
    private final Uses uses;
    private final Runnable told;
    private long soughtEpoch = -1;
    private int telling;

    /// @param told called when there is no more to tell
    Placement(String id, Surroundings around, Uses uses, Runnable told) {
        this.id = id;
        this.around = around;
        this.uses = uses;
        this.told = told;
    }

    /// Whether the pool has been told everything.
    boolean isIdle() {
        return telling == 0;
    }

    /// A seat is to be sought, once for each search.
    void seek(Conversation state, Activity.SeekSeat search) {
        if (seeks(search)) {
            return;
        }
        soughtEpoch = search.epoch();
        persist(() -> summary(state, search).compose(s -> around.seating().seek(state, search, s)));
    }

    /// Whether the pool has been asked for this search, as far as is known here.
    boolean seeks(Activity.SeekSeat search) {
        return search.epoch() == soughtEpoch;
    }

    private Future<String> summary(Conversation state, Activity.SeekSeat search) {
        return search.queue().summary().isBlank()
                ? around.store()
                        .newest(id, around.limits().historyEntriesMax())
                        .map(entries -> around.briefing().of(state, entries, Optional.empty()))
                : Future.succeededFuture(search.queue().summary());
    }

    /// The conversation was found like this: whoever took it over may have died before the pool was
    /// told, and a takeover told again changes nothing.
    void found(Conversation state) {
        if (state.holder() instanceof Holder.Agent taker && taker.reason() == Reason.TAKEOVER) {
            persist(() -> around.seating().takenOver(state, state.epoch() - 1, taker));
        }
    }

    /// The conversation has changed hands: the pool is told what is no longer true.
    void moved(Conversation before, Conversation after) {
        long epoch = before.epoch();
        if (after.holder() instanceof Holder.Agent taker && taker.reason() == Reason.TAKEOVER) {
            persist(() -> around.seating().takenOver(after, epoch, taker));
            return;
        }
        switch (before.holder()) {
            case Holder.Agent held when !(after.holder() instanceof Holder.Queue) -> {
                // To the queue, the search itself tells the pool, and keeps the age.
                boolean wrapUp = after.wrapUpOwedBy().filter(held.seat()::equals).isPresent();
                persist(() -> around.seating().released(id, epoch, held.seat(), wrapUp));
            }
            case Holder.Queue _ when !(after.holder() instanceof Holder.Agent) ->
                    persist(() -> around.seating().cancel(id, epoch));
            case Holder.Agent _, Holder.Queue _, Holder.Assistant _, Holder.Closed _ -> {}
        }
    }

    /// The log has lost entries of which the pool may have heard: it is told how things are. To the
    /// queue, the search itself tells.
    ///
    /// @param state as it is whenever it is asked for
    /// @param seatHere whether this node has the socket of the seat that holds
    void lost(Supplier<Conversation> state, boolean seatHere) {
        Conversation now = state.get();
        long epoch = now.epoch();
        switch (now.holder()) {
            case Holder.Agent held -> holds(held, state, seatHere);
            case Holder.Assistant _, Holder.Closed _ ->
                    persist(() -> around.seating().cancel(id, epoch));
            case Holder.Queue _ -> {}
        }
    }

    /// The pool may have lost what it was told. What it knows still changes nothing when told
    /// again.
    ///
    /// @param state as it is whenever it is asked for
    /// @param seatHere whether this node has the socket of the seat that holds
    void reassert(Supplier<Conversation> state, boolean seatHere) {
        Conversation now = state.get();
        switch (now.holder()) {
            case Holder.Agent held -> holds(held, state, seatHere);
            case Holder.Queue queue -> {
                soughtEpoch = -1;
                seek(now, new Activity.SeekSeat(now.epoch(), queue));
            }
            case Holder.Assistant _, Holder.Closed _ -> {}
        }
    }

    /// A pool takes a seat that it does not know for gone, and the conversation from it. So the
    /// node that has the seat, and has announced it before, tells at once; others later, should
    /// nobody have the seat.
    private void holds(Holder.Agent held, Supplier<Conversation> state, boolean seatHere) {
        Conversation now = state.get();
        Supplier<Future<Void>> message =
                () ->
                        state.get().epoch() == now.epoch()
                                ? around.seating().takenOver(now, now.epoch() - 1, held)
                                : Future.succeededFuture();
        if (seatHere) {
            persist(message);
        } else {
            uses.retain();
            around.vertx()
                    .setTimer(
                            SEATS_FIRST.toMillis(),
                            _ -> {
                                persist(message);
                                uses.release();
                            });
        }
    }

    /// The agent has said how it ended.
    void concluded(Concluded c) {
        persist(() -> around.seating().wrappedUp(id, c.epoch(), c.seat()));
    }

    /// Nobody has spoken for long.
    ///
    /// @param still whether that is so when the pool can be told
    void quiet(long epoch, String seat, BooleanSupplier still) {
        persist(() ->
                still.getAsBoolean()
                        ? around.seating().quiet(id, epoch, seat)
                        : Future.succeededFuture());
    }

    /// Somebody has spoken again.
    void woke(long epoch, String seat) {
        persist(() -> around.seating().woke(id, epoch, seat));
    }

    private void persist(Supplier<Future<Void>> message) {
        telling++;
        uses.retain();
        tell(message);
    }

    private void tell(Supplier<Future<Void>> message) {
        message.get()
                .onSuccess(_ -> {
                    telling--;
                    if (isIdle()) {
                        told.run();
                    }
                    uses.release();
                })
                .onFailure(_ -> around.vertx().setTimer(AGAIN.toMillis(), _ -> tell(message)));
    }
}
