package dev.switchboard.gateway.config;

/// A value said for a name somewhere; whether there is such a key is not known yet.
///
/// @param origin where
/// @param name what was meant to be set
/// @param text the value as written; empty says "absent"
record Assignment(Origin origin, String name, String text) {}
