package switchboard.load.holder;

/// What nodes took while so many sessions were there.
///
/// @param memory after the time in which the CPU was looked at
/// @param cpu with heartbeats, and with chats where all are there
record Size(int sessions, Sample memory, CpuRate cpu) {}
