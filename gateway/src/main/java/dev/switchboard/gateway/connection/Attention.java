package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.AgentFrame;
import dev.switchboard.routing.pool.Withdrawal;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Whether an agent sits before a seat's socket. A pool offers nothing more to a seat that let an
/// offer pass, until it hears of a sign of life; what an agent sends is one. So is an offer that
/// never came here, as while the pool had no leader: nobody can have let it pass.
///
/// On the socket's event loop.
final class Attention {

    private static final String NOT_RESPONDING = "not-responding";

    private final Supplier<Future<Void>> sign;
    private final Set<String> unanswered = new HashSet<>();
    private boolean absent;

    /// @param sign tells the pool that the agent is there
    Attention(Supplier<Future<Void>> sign) {
        this.sign = sign;
    }

    /// How the seat stood before this socket came; programs connect again by themselves.
    void welcomed(String state) {
        absent = state.equals(NOT_RESPONDING);
    }

    /// How the seat stands, as the pool has it.
    void seated(String state) {
        if (state.equals(NOT_RESPONDING) && !absent) {
            tell();
        }
    }

    /// The agent is shown an offer.
    void asked(String offer) {
        unanswered.add(offer);
    }

    /// An offer that was shown stands no longer.
    void withdrawn(String offer, Withdrawal why) {
        boolean passed = why == Withdrawal.TIMEOUT || why == Withdrawal.RESCINDED;
        absent |= unanswered.remove(offer) && passed;
    }

    /// The pool takes the seat for silent, because of an offer that was not shown.
    void neverAsked() {
        if (!absent) {
            tell();
        }
    }

    /// The agent sent something.
    void sent(AgentFrame frame) {
        switch (frame) {
            // A program's own doing.
            case AgentFrame.Ping _, AgentFrame.Token _, AgentFrame.Hello _ -> {}
            // The pool takes these themselves for signs of life.
            case AgentFrame.Presence _ -> absent = false;
            case AgentFrame.Accept accept -> answered(accept.offer());
            case AgentFrame.Decline decline -> answered(decline.offer());
            case AgentFrame _ -> {
                if (absent) {
                    absent = false;
                    tell();
                }
            }
        }
    }

    private void answered(String offer) {
        unanswered.remove(offer);
        absent = false;
    }

    private void tell() {
        sign.get().onFailure(_ -> absent = true);
    }
}
