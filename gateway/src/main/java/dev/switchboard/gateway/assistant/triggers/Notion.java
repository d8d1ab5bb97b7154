package dev.switchboard.gateway.assistant.triggers;

import java.util.List;

/// What a word stands for, whatever its language. "I want to talk to a person" is made of the same
/// notions in every language, so that what is learned of them in one holds in all.
enum Notion {
    /// Who could help: a person, an agent, a colleague, a manager.
    PERSON,
    /// Somebody, nobody.
    SOMEONE,
    /// To talk, to write, to reach.
    TALK,
    /// To connect, to transfer, to hand over.
    CONNECT,
    /// To call, to phone.
    CALL,
    /// Support, customer service, the team.
    SERVICE,
    /// To want, to need, may I, please.
    WANT,
    /// A bot, a machine, what is automatic.
    BOT,
    /// Useless, fed up, enough.
    ANNOYED,
    /// Real, living.
    REAL,
    /// Not, never, without.
    NOT,
    /// Who else there is: the shop, the bank, the courier, a husband.
    OTHER,
    /// What was: yesterday, said, spoke.
    PAST,
    /// What asks for a fact: when, where, opening hours, how much.
    ASK,
    /// Death, illness, debts, violence, fear.
    HARDSHIP,
    /// What is hacked, stolen, locked or signed in to.
    INTRUSION,
    /// Lawyers, courts, police, authorities, the press.
    LAW,
    /// Wrong, refused, charged twice, to be made good.
    DISPUTED,
    /// To pay, money, an invoice, a fee.
    PAYMENT,
    /// An account, an app, a card, a number, a code.
    ACCOUNT,
    /// To die by one's own hand, to see no sense in living, to hurt oneself.
    DESPAIR,
    /// Who has died, a funeral, a widow.
    LOSS,
    /// Nothing to eat, no work, no rent, no medicine.
    NEED,
    /// At lunch, asleep, gone home, laid off; the office is empty.
    ABSENT,
    /// Everybody, all of you, is anybody there.
    EVERYONE;

    private static final List<Notion> ALL = List.of(values());

    /// This notion alone as a set.
    int bit() {
        return 1 << ALL.indexOf(this);
    }
}
