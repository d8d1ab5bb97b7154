package switchboard.load.bench;

/// How much a server is given to do: so many tokens a second, or a part of what it can do.
///
/// @param label as it was asked for: `5000` or `50%`
record Load(String label, double amount, boolean isPercent) {

    /// @throws IllegalArgumentException where it is neither
    static Load of(String label) {
        boolean percent = label.endsWith("%");
        String number = percent ? label.substring(0, label.length() - 1) : label;
        if (!number.matches("[1-9][0-9]{0,7}")) {
            throw new IllegalArgumentException(
                    label
                            + " is no load: a percentage of what a server can do, such as 50%, or"
                            + " tokens a second, such as 5000");
        }
        return new Load(label, Double.parseDouble(number), percent);
    }

    /// @param capacity tokens a second that the server can do
    double tokensPerSecond(double capacity) {
        return isPercent ? capacity * amount / 100 : amount;
    }
}
