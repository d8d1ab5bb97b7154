package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.simulation.Invariant.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One world, from its plan to its end: a storm of so many steps, then a calm in which all must
/// come to rest.
final class Simulation {

    private static final long CALM = 90_000_000;
    private static final long LOOK = 200_000;

    private final World world;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private long steps;

    /// How a history ended.
    ///
    /// @param violation what was broken, if anything was
    /// @param steps taken in all
    record Outcome(
            Plan plan,
            Optional<Violation> violation,
            long steps,
            List<String> deeds,
            List<String> history) {}

    private Simulation(Plan plan, Rules rules, boolean keepsHistory) {
        Timeline timeline = new Timeline(plan.seed());
        Checks checks = new Checks();
        this.world =
                new World(
                        plan,
                        timeline,
                        new History(keepsHistory, timeline),
                        rules,
                        new Redis(timeline, checks),
                        checks,
                        new Fleet(),
                        new World.Storm(),
                        new ArrayList<>());
        checks.watch(world);
    }

    /// Runs a plan to its end or to the first broken invariant.
    static Outcome run(Plan plan, Rules rules, boolean keepsHistory) {
        Simulation simulation = new Simulation(plan, rules, keepsHistory);
        Optional<Violation> violation = Optional.empty();
        try {
            simulation.run();
        } catch (Violation broken) {
            violation = Optional.of(broken);
        }
        return new Outcome(
                plan,
                violation,
                simulation.steps,
                List.copyOf(simulation.world.deeds()),
                simulation.world.history().lines());
    }

    private void run() {
        people();
        for (int n = 0; n < world.plan().steps() && world.timeline().step(); n++) {
            steps++;
        }
        world.storm().end();
        world.tell("world", () -> "the storm is over");
        world.fleet()
                .running()
                .forEach(node -> {
                    node.weather().partitioned = false;
                    node.weather().failsBefore = 0;
                    node.weather().failsAfter = 0;
                    node.weather().slowMs = 0;
                    node.deliver(Faults.Mail.FAITHFUL);
                });
        Rest rest = new Rest(world, customers, agents);
        long end = world.timeline().now() + CALM;
        long look = world.timeline().now() + LOOK;
        while (world.timeline().step()) {
            steps++;
            if (world.timeline().now() >= look) {
                look = world.timeline().now() + LOOK;
                Optional<Violation> unrest = rest.unrest();
                if (unrest.isEmpty()) {
                    world.tell("world", () -> "all is at rest");
                    return;
                }
                if (world.timeline().now() > end) {
                    throw unrest.get();
                }
            }
        }
    }

    private void people() {
        Plan plan = world.plan();
        for (int n = 0; n < plan.nodes(); n++) {
            world.fleet().start(world);
        }
        for (int n = 1; n <= plan.customers(); n++) {
            String person = "customer-" + n;
            Dice dice = world.dice(person + " devices");
            int devices = dice.chance(0.5) ? 2 : 1;
            for (int d = 1; d <= devices; d++) {
                customers.add(new Customer(person + (d == 1 ? "" : "b"), person, world));
            }
        }
        for (int n = 1; n <= plan.agents(); n++) {
            String name = "agent-" + n;
            agents.add(new Agent(name, profile(name, n == 1), false, world));
        }
        agents.add(new Agent("supervisor", profile("supervisor", false), true, world));
        customers.forEach(Customer::start);
        agents.forEach(Agent::start);
        new Faults(world).start();
    }

    /// @param whole whether they can take anything, so that nothing must wait for ever
    private Profile profile(String name, boolean whole) {
        Dice dice = world.dice(name + " profile");
        if (whole) {
            return Profile.of(name, Market.LANGUAGES, Market.SKILLS, dice.between(2, 4), List.of());
        }
        Map<String, Integer> languages = new TreeMap<>();
        languages.put(dice.one(Market.LANGUAGES), 5);
        languages.put(dice.one(Market.LANGUAGES), dice.between(1, 5));
        Map<String, Integer> skills = new TreeMap<>();
        if (dice.chance(0.5)) {
            skills.put(dice.one(Market.SKILLS), dice.between(1, 5));
        }
        return new Profile(
                name,
                new TreeMap<>(languages),
                new TreeMap<>(skills),
                dice.between(1, 3),
                dice.chance(0.5) ? List.of() : List.of(dice.one(Market.MARKETS)),
                Optional.empty());
    }
}
