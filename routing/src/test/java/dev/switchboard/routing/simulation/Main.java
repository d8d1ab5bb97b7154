package dev.switchboard.routing.simulation;

final class Main {
    public static void main(String[] a) {
        long from = Long.parseLong(a[0]), to = Long.parseLong(a[1]);
        int steps = Integer.parseInt(a[2]);
        if (to == from) {
            var o = Simulation.run(Plan.of(from, steps), new Rules(), true);
            o.history().forEach(System.out::println);
            System.out.println(o.violation() + " " + o.plan());
            return;
        }
        long t = System.nanoTime();
        long st = 0;
        int bad = 0;
        var kinds = new java.util.TreeMap<String, Integer>();
        for (long s = from; s < to; s++) {
            try {
                var o = Simulation.run(Plan.of(s, steps), new Rules(), false);
                st += o.steps();
                if (o.violation().isPresent()) {
                    bad++;
                    if (bad <= 8) System.out.println(s + " " + o.violation().get().getMessage());
                    kinds.merge(o.violation().get().invariant().toString(), 1, Integer::sum);
                }
            } catch (RuntimeException e) {
                bad++;
                if (bad <= 8) {
                    System.out.println(s + " " + e);
                    for (int i = 0; i < 6 && i < e.getStackTrace().length; i++)
                        System.out.println("   " + e.getStackTrace()[i]);
                }
                kinds.merge(e.getClass().getSimpleName(), 1, Integer::sum);
            }
        }
        double sec = (System.nanoTime() - t) / 1e9;
        System.out.printf(
                "bad %d %s, %.1f seeds/s %.0f steps/s, %.0f steps/seed%n",
                bad, kinds, (to - from) / sec, st / sec, (double) st / (to - from));
    }
}
