package dev.switchboard.gateway.wire;

/// What a client wrote, as far as it may stand in a message to it.
final class Quoted {

    private static final int LENGTH_MAX = 32;

    private Quoted() {}

    /// A short plain name as it is, any other as what it is: messages are read by people and end in
    /// logs.
    static String name(String name) {
        if (name.isEmpty() || name.length() > LENGTH_MAX) {
            return "(a name of " + name.length() + " characters)";
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isPlain(name.charAt(i))) {
                return "(a name with unusual characters)";
            }
        }
        return name;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
