package dev.weir.cli;

/** The entry point of the {@code weir} command. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    var version = Main.class.getPackage().getImplementationVersion();
    System.out.println("weir " + (version == null ? "(not packaged)" : version));
  }
}
