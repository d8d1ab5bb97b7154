package switchboard.faults;

/// How much is made of a run: `-Dfaults.size=short` is for every change, `full` for the report.
///
/// @param times how often the fault is brought about
record Size(String name, int customers, int agents, int times) {

    static final Size SHORT = new Size("short", 12, 3, 1);
    static final Size FULL = new Size("full", 200, 20, 3);

    static Size asked() {
        return System.getProperty("faults.size", "full").equals("short") ? SHORT : FULL;
    }
}
