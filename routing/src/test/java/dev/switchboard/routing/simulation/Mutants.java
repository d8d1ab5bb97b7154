package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AgentSays;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Proposal;
import dev.switchboard.routing.conversation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of conversations and steps of the shell, each broken in one place: what the simulator must
/// notice, and by which name. Those of the pool are [PoolMutants].
final class Mutants {

    private Mutants() {}

    /// @param caught the invariant that must fail first
    record Mutant(String name, Invariant caught, Rules rules) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mutant> all() {
        var all = new ArrayList<Mutant>();
        all.addAll(shell());
        all.addAll(conversation());
        all.addAll(PoolMutants.all());
        return all;
    }

    private static List<Mutant> shell() {
        return List.of(
                new Mutant(
                        "messages are not remembered",
                        Invariant.I1,
                        new Rules() {
                            @Override
                            Optional<MessageKey> remembered(ConversationCommand command) {
                                return Optional.empty();
                            }
                        }),
                new Mutant(
                        "accepted before it is stored",
                        Invariant.I1,
                        new Rules() {
                            @Override
                            boolean commitsBeforeItAnswers() {
                                return false;
                            }
                        }),
                new Mutant(
                        "a notice is taken for the log",
                        Invariant.I2,
                        new Rules() {
                            @Override
                            boolean readsLogOnNotice() {
                                return false;
                            }
                        }),
                new Mutant(
                        "a lost notice is never missed",
                        Invariant.I2,
                        new Rules() {
                            @Override
                            boolean comparesVersions() {
                                return false;
                            }
                        }),
                new Mutant(
                        "a resume skips an entry",
                        Invariant.I2,
                        new Rules() {
                            @Override
                            long firstMissed(long after) {
                                return after == 0 ? 1 : after + 2;
                            }
                        }),
                new Mutant(
                        "a resume repeats an entry",
                        Invariant.I2,
                        new Rules() {
                            @Override
                            long firstMissed(long after) {
                                return Math.max(1, after);
                            }
                        }),
                new Mutant(
                        "customers see what agents say among themselves",
                        Invariant.I2,
                        new Rules() {
                            @Override
                            boolean keepsAgentsWordsFromCustomers() {
                                return false;
                            }
                        }),
                new Mutant(
                        "a handoff closes the socket",
                        Invariant.I4,
                        new Rules() {
                            @Override
                            boolean keepsSocketOnHandoff() {
                                return false;
                            }
                        }),
                new Mutant(
                        "an answer is only ever begun by who was asked",
                        Invariant.I9,
                        new Rules() {
                            @Override
                            boolean takesOverTheDead() {
                                return false;
                            }
                        }),
                new Mutant(
                        "a failed answer fails in silence",
                        Invariant.I9,
                        new Rules() {
                            @Override
                            boolean handsOffFailures() {
                                return false;
                            }
                        }));
    }

    /// A rule that answers one kind of command in its own way, where it wants to.
    private abstract static class Misrule extends Rules {
        @Override
        Decision decide(Conversation state, ConversationCommand command) {
            return instead(state, command).orElseGet(() -> super.decide(state, command));
        }

        abstract Optional<Decision> instead(Conversation state, ConversationCommand command);
    }

    private static Optional<Decision> accepted(ConversationEvent event) {
        return Optional.of(new Decision.Accepted(List.of(event)));
    }

    private static List<Mutant> conversation() {
        return List.of(
                new Mutant(
                        "a seat takes what it was offered under another epoch",
                        Invariant.I3,
                        new Misrule() {
                            @Override
                            Optional<Decision> instead(
                                    Conversation state, ConversationCommand command) {
                                return command instanceof SeatTakes c
                                                && state.holder() instanceof Holder.Queue
                                                && c.epoch() != state.epoch()
                                        ? accepted(assigned(c, c.epoch() + 1))
                                        : Optional.empty();
                            }
                        }),
                new Mutant(
                        "a second seat wins",
                        Invariant.I5,
                        new Misrule() {
                            @Override
                            Optional<Decision> instead(
                                    Conversation state, ConversationCommand command) {
                                return command instanceof SeatTakes c
                                                && state.holder() instanceof Holder.Agent held
                                                && !held.seat().equals(c.seat())
                                        ? accepted(assigned(c, state.epoch() + 1))
                                        : Optional.empty();
                            }
                        }),
                new Mutant(
                        "a late answer is let in",
                        Invariant.I3,
                        new Misrule() {
                            @Override
                            Optional<Decision> instead(
                                    Conversation state, ConversationCommand command) {
                                return command instanceof AssistantAnswers c
                                                && state.turn().isEmpty()
                                        ? accepted(late(c))
                                        : Optional.empty();
                            }
                        }),
                new Mutant(
                        "a yes is taken for one to what was asked before something else",
                        Invariant.I11,
                        new Rules() {
                            @Override
                            Conversation evolve(Conversation state, ConversationEvent event) {
                                Conversation next = super.evolve(state, event);
                                boolean lapses =
                                        event instanceof ConversationEvent.Said
                                                && next.proposal().isEmpty();
                                return lapses ? keeping(next, state.proposal()) : next;
                            }
                        }),
                new Mutant(
                        "an agent speaks on after passing it on",
                        Invariant.I3,
                        new Misrule() {
                            @Override
                            Optional<Decision> instead(
                                    Conversation state, ConversationCommand command) {
                                return command instanceof AgentSays c
                                                && state.holder() instanceof Holder.Queue
                                        ? accepted(
                                                new ConversationEvent.Noted(
                                                        c.at(), c.message(), c.agent(), c.text()))
                                        : Optional.empty();
                            }
                        }),
                new Mutant(
                        "a handoff leaves the answer open",
                        Invariant.I9,
                        new Rules() {
                            @Override
                            Decision decide(Conversation state, ConversationCommand command) {
                                Decision decision = super.decide(state, command);
                                return command instanceof CustomerAsksForPerson
                                                && decision instanceof Decision.Accepted accepted
                                        ? new Decision.Accepted(
                                                accepted.events().stream()
                                                        .filter(Queued.class::isInstance)
                                                        .toList())
                                        : decision;
                            }
                        }),
                new Mutant(
                        "a transfer begins to wait anew",
                        Invariant.I8,
                        new Queueing() {
                            @Override
                            Queued changed(Conversation state, Queued q) {
                                return q.reason() == Reason.TRANSFER
                                        ? queued(q, q.epoch(), q.at())
                                        : q;
                            }
                        }),
                new Mutant(
                        "a lost agent does not raise the epoch",
                        Invariant.I3,
                        new Queueing() {
                            @Override
                            Queued changed(Conversation state, Queued q) {
                                return q.reason() == Reason.AGENT_LOST
                                        ? queued(q, state.epoch(), q.since())
                                        : q;
                            }
                        }));
    }

    private static Conversation keeping(Conversation state, Optional<Proposal> proposal) {
        return new Conversation(
                state.id(),
                state.person(),
                state.version(),
                state.epoch(),
                state.holder(),
                state.language(),
                state.turn(),
                state.customerSeq(),
                state.silentSince(),
                state.lastSeat(),
                state.wrapUp(),
                state.lost(),
                proposal);
    }

    /// A rule that puts conversations into the queue in its own way.
    private abstract static class Queueing extends Rules {
        @Override
        Decision decide(Conversation state, ConversationCommand command) {
            return switch (super.decide(state, command)) {
                case Decision.Accepted accepted ->
                        new Decision.Accepted(
                                accepted.events().stream()
                                        .map(e -> e instanceof Queued q ? changed(state, q) : e)
                                        .toList());
                case Decision.Refused refused -> refused;
            };
        }

        abstract ConversationEvent changed(Conversation state, Queued q);
    }

    private static Queued queued(Queued q, long epoch, java.time.Instant since) {
        return new Queued(
                q.at(),
                q.message(),
                epoch,
                q.reason(),
                q.summary(),
                q.target(),
                since,
                q.excluded());
    }

    private static Assigned assigned(SeatTakes c, long epoch) {
        return new Assigned(
                c.at(), epoch, c.seat(), c.name(), Reason.DIRECT_REQUEST, c.languages());
    }

    private static ConversationEvent late(AssistantAnswers c) {
        return new ConversationEvent.Said(
                c.at(),
                Optional.empty(),
                new dev.switchboard.routing.conversation.Author.Assistant(),
                c.text(),
                c.language(),
                Optional.of(c.turn().id()),
                false,
                c.covers(),
                List.of());
    }
}
