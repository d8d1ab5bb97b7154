package dev.switchboard.gateway.policy;

import java.util.Optional;

/// What a setting came to.
///
/// @param key its path
/// @param value what was said, or what holds where nothing was said or what was said is refused
/// @param said where and how; nothing where it was not said
/// @param good whether what was said, if anything, is allowed
public record Value<T>(String key, T value, Optional<Yaml.Text> said, boolean good) {}
