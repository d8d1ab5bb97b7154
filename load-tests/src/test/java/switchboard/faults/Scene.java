package switchboard.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import switchboard.faults.Checker.Verdict;
import switchboard.faults.History.Came;
import switchboard.faults.History.Event;
import switchboard.faults.History.OfClient;
import switchboard.load.Json;

/// Customers and agents at work on a fleet, from their coming until all is at rest.
final class Scene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Each so-many-th customer has a second device, which only looks on.
    private static final int DEVICES = 4;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    final Fleet fleet;
    final History history;
    final Size size;
    final List<Customer> customers = new ArrayList<>();
    final List<Agent> agents = new ArrayList<>();
    private final List<Customer> devices = new ArrayList<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final List<FaultProxy> ways = new ArrayList<>();
    private final Calm calm = new Calm();
    private final Function<Set<String>, Map<String, List<LogEntry>>> logs;

    /// @param logs reads the logs of conversations from Redis
    Scene(
            Fleet fleet,
            History history,
            Size size,
            Function<Set<String>, Map<String, List<LogEntry>>> logs) {
        this.fleet = fleet;
        this.history = history;
        this.size = size;
        this.logs = logs;
    }

    /// Lets them come.
    ///
    /// @param prefix of their names
    void open(String prefix, long seed) {
        int customersCount = size.customers();
        int agentsCount = size.agents();
        int capacity = Math.min(10, (customersCount + agentsCount - 1) / agentsCount + 2);
        for (int i = 0; i < agentsCount; i++) {
            agents.add(
                    new Agent(
                            prefix + "agent" + i, capacity, fleet.doors, history, seed + i, calm));
        }
        for (int i = 0; i < customersCount; i++) {
            String name = prefix + "customer" + i;
            customers.add(new Customer(name, name, fleet.doors, history, seed + 1_000 + i));
            if (i % DEVICES == 0) {
                devices.add(new Customer(name + "b", name, fleet.doors, history, seed + 2_000 + i));
            }
        }
        Stream.of(agents, customers, devices)
                .flatMap(List::stream)
                .forEach(c -> clients.put(c.name, c));
        agents.forEach(Client::start);
        for (Customer device : devices) {
            device.start();
            device.lookOn(calm);
        }
        for (Customer customer : customers) {
            customer.start();
            customer.talk(calm);
        }
    }

    /// Lets somebody come who says nothing, straight to a node.
    Idle visitor(String name, Doors doors) {
        var visitor = new Idle(name, doors, history, name.hashCode());
        clients.put(name, visitor);
        visitor.start();
        return visitor;
    }

    /// A way to a node besides its door, which ends with the scene.
    void keep(FaultProxy way) {
        ways.add(way);
    }

    /// Lets one customer more come, who says nothing by itself.
    Customer join(String name, Doors doors) {
        var customer = new Customer(name, name, doors, history, name.hashCode());
        devices.add(customer);
        clients.put(name, customer);
        customer.start();
        return customer;
    }

    /// Waits until each customer has had something accepted after this time.
    void accepted(String when, long after, Duration patience) {
        Set<String> missing = new HashSet<>();
        customers.forEach(c -> missing.add(c.name));
        until(
                "every customer heard accepted " + when,
                e -> {
                    if (e instanceof Came c
                            && e.at() > after
                            && Json.type(c.frame()).equals("accepted")) {
                        missing.remove(c.client());
                    }
                    return missing.isEmpty();
                },
                patience);
    }

    /// Waits for the same as long as this, and goes on all the same.
    void mayBeAccepted(Duration patience) {
        try {
            accepted("on a broken fleet", history.now(), patience);
        } catch (AssertionError e) {
            // It is broken on purpose.
        }
    }

    /// Waits for an event, past or to come. Asked one at a time.
    void until(String what, Predicate<Event> wanted) {
        until(what, wanted, PATIENCE);
    }

    private void until(String what, Predicate<Event> wanted, Duration patience) {
        var found = new CountDownLatch(1);
        Consumer<Event> ear =
                e -> {
                    synchronized (found) {
                        if (found.getCount() > 0 && wanted.test(e)) {
                            found.countDown();
                        }
                    }
                };
        history.listen(ear);
        history.events().forEach(ear);
        try {
            if (!found.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("waited in vain: " + what);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            history.silence(ear);
        }
    }

    /// Waits for the next frame like this, and acts where it was noticed, before anything else
    /// happens to its client.
    ///
    /// @param act with the node through which it came
    void atNext(String what, Predicate<OfClient> wanted, Consumer<Fleet.Member> act) {
        long from = history.now();
        until(
                what,
                e -> {
                    if (e.at() <= from || !(e instanceof OfClient o) || !wanted.test(o)) {
                        return false;
                    }
                    Optional<Fleet.Member> node = fleet.find(clients.get(o.client()).node());
                    node.ifPresent(act);
                    return node.isPresent();
                });
    }

    /// Ends the load, waits until nothing is wrong any more or time is up, and judges.
    ///
    /// @param enough ends the wait before
    Verdict rest(Duration most, Predicate<Verdict> enough) {
        calm.begin();
        customers.forEach(Customer::hush);
        devices.forEach(Customer::hush);
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            Verdict verdict = judge();
            if (enough.test(verdict) || System.nanoTime() > end) {
                return verdict;
            }
            Client.pause(LOOK_AGAIN);
        }
    }

    private Verdict judge() {
        List<Event> events = history.events();
        Set<String> conversations = Evidence.conversations(events);
        Map<String, List<LogEntry>> read = new HashMap<>(logs.apply(conversations));
        return Checker.check(events, read);
    }

    /// Lets everybody go; the customers end what they began.
    @Override
    public void close() {
        calm.begin();
        List<Thread> ending =
                customers.stream().map(c -> Thread.ofVirtual().start(c::end)).toList();
        for (Thread end : ending) {
            try {
                end.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        clients.values().forEach(Client::close);
        clients.values().forEach(Client::awaitEnd);
        ways.forEach(FaultProxy::close);
    }
}
