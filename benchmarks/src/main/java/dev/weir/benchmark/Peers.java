package dev.weir.benchmark;

/** The other engines that were put on the class path with {@code -Dweir.peers}. */
final class Peers {
  private Peers() {}

  /** A peer that is compiled only when it is asked for. */
  interface Peer {
    /** Events per second over at most as many trades as it can take in a reasonable time. */
    double eventsPerSecond(Workload workload, Trades trades, Outcome expected) throws Exception;
  }

  /** A peer for row patterns. */
  interface PatternPeer {
    /** Events per second over at most as many trades as it can take in a reasonable time. */
    double eventsPerSecond(PatternWorkload workload, Trades trades) throws Exception;
  }

  static boolean isPresent(String className) {
    try {
      Class.forName(className, false, Peers.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  static String flink(Workload workload, Trades trades, Outcome expected) throws Exception {
    if (!isPresent("dev.weir.benchmark.FlinkPeer")) {
      return "-";
    }
    var peer =
        (Peer) Class.forName("dev.weir.benchmark.FlinkPeer").getDeclaredConstructor().newInstance();
    return Throughput.human(peer.eventsPerSecond(workload, trades, expected));
  }

  /** Events per second, or 0 if it is not on the class path. */
  static double flinkCep(PatternWorkload workload, Trades trades) throws Exception {
    String name = "dev.weir.benchmark.FlinkCepPeer";
    if (!isPresent(name)) {
      return 0;
    }
    var peer = (PatternPeer) Class.forName(name).getDeclaredConstructor().newInstance();
    return peer.eventsPerSecond(workload, trades);
  }
}
