package switchboard.load.latency;

/// Fields of the gateway's frames, found without reading the whole frame: a client that reads all
/// of it at ten thousand a second would be what is measured. A field of this name inside another
/// object is found where it comes first.
final class Fields {

    private Fields() {}

    /// The gateway writes the type first.
    static boolean isOf(String frame, String type) {
        return frame.startsWith("{\"type\":\"") && frame.startsWith(type + "\"", 9);
    }

    /// A text that has nothing escaped in it, such as an id; empty where there is none.
    static String text(String frame, String name) {
        int from = frame.indexOf("\"" + name + "\":\"");
        if (from < 0) {
            return "";
        }
        int begin = from + name.length() + 4;
        return frame.substring(begin, frame.indexOf('"', begin));
    }

    /// A whole number; -1 where there is none.
    static long number(String frame, String name) {
        int from = frame.indexOf("\"" + name + "\":");
        int at = from + name.length() + 3;
        if (from < 0 || !isDigit(frame, at)) {
            return -1;
        }
        long number = 0;
        while (isDigit(frame, at)) {
            number = 10 * number + frame.charAt(at++) - '0';
        }
        return number;
    }

    private static boolean isDigit(String frame, int at) {
        return at < frame.length() && frame.charAt(at) >= '0' && frame.charAt(at) <= '9';
    }
}
