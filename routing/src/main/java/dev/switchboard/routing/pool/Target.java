package dev.switchboard.routing.pool;

/// Whom a conversation is meant for.
public sealed interface Target {
    /// Whoever fits.
    record Any() implements Target {}

    /// One agent, by the id of the seat.
    record Agent(String seat) implements Target {
        public Agent {
            Check.text(seat, "seat");
        }
    }

    /// Somebody with this skill, on top of what is required anyway.
    record Skill(String skill) implements Target {
        public Skill {
            Check.text(skill, "skill");
        }
    }

    /// Somebody who speaks this language, whatever the conversation's own.
    record Language(String language) implements Target {
        public Language {
            Check.text(language, "language");
        }
    }
}
