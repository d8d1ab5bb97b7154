package dev.switchboard.routing.conversation;

/// Whether a customer's words, all of them, agree to what was asked.
public enum Consent {
    YES,
    NO,
    /// They are about something else, or about more.
    NEITHER
}
