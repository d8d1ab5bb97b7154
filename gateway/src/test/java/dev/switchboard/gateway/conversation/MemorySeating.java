package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity.SeekSeat;
import dev.switchboard.routing.conversation.Holder;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/// What a pool would have been told, a line each.
final class MemorySeating implements Seating {

    private final List<String> told = new ArrayList<>();

    /// Everything since it was asked last.
    List<String> news() {
        List<String> news = List.copyOf(told);
        told.clear();
        return news;
    }

    @Override
    public Future<Void> seek(Conversation conversation, SeekSeat search, String summary) {
        return tell("seek " + search.epoch());
    }

    @Override
    public Future<Void> cancel(String conversation, long epoch) {
        return tell("cancel " + epoch);
    }

    @Override
    public Future<Void> released(String conversation, long epoch, String seat, boolean wrapUp) {
        return tell("released " + epoch + " " + seat + (wrapUp ? ", owes wrap-up" : ""));
    }

    @Override
    public Future<Void> wrappedUp(String conversation, long epoch, String seat) {
        return tell("wrapped up " + epoch + " " + seat);
    }

    @Override
    public Future<Void> takenOver(Conversation conversation, long epoch, Holder.Agent taker) {
        return tell("taken over " + epoch + " " + taker.seat());
    }

    @Override
    public Future<Void> quiet(String conversation, long epoch, String seat) {
        return tell("quiet " + epoch + " " + seat);
    }

    @Override
    public Future<Void> woke(String conversation, long epoch, String seat) {
        return tell("woke " + epoch + " " + seat);
    }

    private Future<Void> tell(String what) {
        told.add(what);
        return Future.succeededFuture();
    }
}
