package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.WorkItem;
import dev.switchboard.routing.simulation.Invariant.Violation;
import java.util.List;
import java.util.Optional;

/// What must be so once the storm is over and everybody has had the time: whoever wants a person
/// has one or is done, every turn has ended, and all who look at a conversation see the same.
final class Rest {

    private final World world;
    private final List<Customer> customers;
    private final List<Agent> agents;

    Rest(World world, List<Customer> customers, List<Agent> agents) {
        this.world = world;
        this.customers = customers;
        this.agents = agents;
    }

    /// The first thing that is not at rest.
    Optional<Violation> unrest() {
        Optional<Violation> pool = pool();
        if (pool.isPresent()) {
            return pool;
        }
        for (LogCheck log : world.checks().logs().values()) {
            Optional<Violation> unrest = unrest(log);
            if (unrest.isPresent()) {
                return unrest;
            }
        }
        for (Customer customer : customers) {
            Optional<Violation> unrest = customer.unrest();
            if (unrest.isPresent()) {
                return unrest;
            }
        }
        for (Agent agent : agents) {
            Optional<Violation> unrest = agent.unrest();
            if (unrest.isPresent()) {
                return unrest;
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> unrest(LogCheck log) {
        if (log.turn().isPresent()) {
            return Optional.of(Invariant.I9.broken("%s still owes %s", log.id(), log.turn().get()));
        }
        if (log.unanswered()) {
            return Optional.of(
                    Invariant.I9.broken("%s: the customer's last word has no answer", log.id()));
        }
        if (log.who() == LogCheck.Who.QUEUE) {
            return Optional.of(Invariant.I7.broken("%s still waits for a person", log.id()));
        }
        if (log.who() == LogCheck.Who.AGENT
                && agents.stream()
                        .noneMatch(a ->
                                a.name().equals(log.seat()) && a.held().containsKey(log.id()))) {
            return Optional.of(
                    Invariant.I5.broken("%s does not know that it has %s", log.seat(), log.id()));
        }
        return Optional.empty();
    }

    private Optional<Violation> pool() {
        List<Node> leaders =
                world.fleet().running().stream().filter(n -> n.leader().leading()).toList();
        if (leaders.size() != 1) {
            return Optional.of(Invariant.I7.broken("the pool has %d leaders", leaders.size()));
        }
        Pool pool = leaders.getFirst().leader().pool();
        for (WorkItem item : pool.items().values()) {
            LogCheck log = world.checks().log(item.conversation());
            boolean waits = log.who() == LogCheck.Who.QUEUE && log.epoch() == item.epoch();
            boolean held =
                    item.stage() instanceof Stage.Assigned assigned
                            && log.who() == LogCheck.Who.AGENT
                            && log.seat().equals(assigned.seat());
            if (!held && !waits) {
                return Optional.of(
                        Invariant.I5.broken(
                                "the pool has a ghost: %s, while %s %s has it",
                                item, log.who(), log.seat()));
            }
        }
        for (Agent agent : agents) {
            if (pool.seat(agent.name()).filter(s -> s.link().up()).isEmpty()) {
                return Optional.of(
                        Invariant.I7.broken(
                                "the pool does not know that %s is here: %s",
                                agent, pool.seats().values()));
            }
        }
        return Optional.empty();
    }
}
