package switchboard.load.latency;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import switchboard.load.Tokens;

/// Conversations of customers on a fleet's first node, which agents on its last one hold. On one
/// event loop.
final class Talks implements Desk.Watcher, Customer.Watcher {

    private static final int ARRIVALS_PER_SECOND = 250;
    private static final int ARRIVALS_UNDER_WAY = 50;

    private final Fleet fleet;
    private final EventLoop loop;
    private final Dialer dialer;
    private final Tokens tokens;
    private final Arrivals agents;
    private final Arrivals held;
    private final List<Customer> customers = new ArrayList<>();
    private Words words = Words.none();
    private boolean over;

    Talks(Fleet fleet, EventLoop loop) {
        this.fleet = fleet;
        this.loop = loop;
        dialer = new Dialer(loop, Optional.empty());
        tokens = fleet.tokens();
        agents = new Arrivals(loop, ARRIVALS_PER_SECOND, ARRIVALS_UNDER_WAY);
        held = new Arrivals(loop, ARRIVALS_PER_SECOND, ARRIVALS_UNDER_WAY);
    }

    /// Brings the agents to their seats, then the customers, who ask for one each, and waits until
    /// agents hold all conversations.
    ///
    /// @param capacity how many each of them holds
    void begin(int count, int capacity) {
        var desk = new Desk(fleet.nodes().getLast().address(), tokens, dialer, agents, this);
        agents.come(desk.agents(Math.ceilDiv(count, capacity), capacity)).join();
        List<Runnable> coming = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var customer = new Customer("customer-" + i, this);
            customers.add(customer);
            coming.add(() -> customer.come(fleet.nodes().getFirst().address(), tokens, dialer));
        }
        held.come(coming).join();
    }

    /// What says the next of these words.
    IntConsumer speaker(Words of) {
        return i -> {
            words = of;
            customers.get(of.conversationOf(i)).send(of.say(i, System.nanoTime()));
        };
    }

    /// What something is on the event loop.
    <T> T on(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, loop).join();
    }

    /// Sockets may end from now on.
    void end() {
        over = true;
    }

    @Override
    public void welcomed(Customer customer) {
        customer.asks();
    }

    @Override
    public void told(Customer customer, String frame, long nowNanos) {
        String id = Fields.text(frame, "id");
        if (Fields.isOf(frame, "accepted")) {
            if (!id.equals(Customer.ASKED)) {
                words.accepted(id, Fields.number(frame, "seq"), nowNanos);
            }
        } else if (Fields.isOf(frame, "said")) {
            words.shown(id, Fields.number(frame, "seq"));
        } else if (Fields.isOf(frame, "holder")) {
            if (Fields.text(frame, "holder").equals("agent")) {
                held.arrived();
            }
        } else if (Fields.isOf(frame, "error")) {
            words.problem(frame);
        }
    }

    @Override
    public void lost(Customer customer, int why) {
        lost(customer.name(), why);
    }

    @Override
    public void offered(String conversation, long nowNanos) {
        // How long that takes is for Handoffs to say.
    }

    @Override
    public void assigned(String conversation, Wire seat) {
        // From now on the agent listens.
    }

    @Override
    public void heard(String frame, long nowNanos) {
        if (Fields.isOf(frame, "said")) {
            words.heard(Fields.text(frame, "id"), Fields.number(frame, "seq"), nowNanos);
        } else if (Fields.isOf(frame, "error")) {
            words.problem(frame);
        }
    }

    @Override
    public void left(String seat, int why) {
        lost(seat, why);
    }

    private void lost(String who, int why) {
        if (!over) {
            String what = who + " lost the socket: " + why;
            agents.failed(what);
            held.failed(what);
            words.problem(what);
        }
    }
}
