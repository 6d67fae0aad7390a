package dev.weir.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of the packages below {@code dev.weir}: a package may use those on the lines above its own, never those below
 * and never its siblings on the same line. The public face, {@code dev.weir} itself, is called {@code (api)} here.
 */
final class PackageMap {
  static final String ROOT = "dev.weir";
  private static final String API = "(api)";

  private static final List<Set<String>> LINES =
      List.of(
          // cep-parser
          Set.of("diagnostic"),
          Set.of("ast"),
          Set.of("parser"),
          // cep-engine
          Set.of("event"),
          Set.of("type"),
          Set.of("time"),
          Set.of("state"),
          Set.of("function"),
          Set.of("connector"),
          Set.of("format", "connect"),
          Set.of("expression"),
          Set.of("catalog"),
          Set.of("plan"),
          Set.of("rewrite"),
          Set.of("bind"),
          Set.of("operator"),
          Set.of("codegen"),
          Set.of("pattern"),
          Set.of("aggregate"),
          Set.of("window", "join", "table"),
          Set.of("index", "log", "checkpoint"),
          Set.of("runtime"),
          Set.of(API),
          Set.of("slt", "junit"),
          // cep-server
          Set.of("terminal"),
          Set.of("serve"),
          Set.of("http", "repl"),
          Set.of("cli"));

  private static final Map<String, Integer> LINE_OF = linesByName();

  private PackageMap() {}

  private static Map<String, Integer> linesByName() {
    var lines = new HashMap<String, Integer>();
    for (var line = 0; line < LINES.size(); line++) {
      for (var name : LINES.get(line)) {
        lines.put(name, line);
      }
    }
    return Map.copyOf(lines);
  }

  /** The name on the map of a Java package: of {@code dev.weir.format.csv} it is {@code format}. */
  static String nameOf(String javaPackage) {
    if (javaPackage.equals(ROOT)) {
      return API;
    }
    var below = javaPackage.substring(ROOT.length() + 1);
    var dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  /** What is wrong with a use of package {@code to} in package {@code from}, if anything is. */
  static Optional<String> objection(String from, String to) {
    var user = nameOf(from);
    var used = nameOf(to);
    if (user.equals(used)) {
      return Optional.empty();
    }
    for (var name : List.of(user, used)) {
      if (!LINE_OF.containsKey(name)) {
        return Optional.of("\"" + name + "\" has no place in the package map yet");
      }
    }
    var difference = LINE_OF.get(used) - LINE_OF.get(user);
    if (difference == 0) {
      return Optional.of("\"" + user + "\" and \"" + used + "\" are siblings");
    }
    return difference < 0
        ? Optional.empty()
        : Optional.of("\"" + used + "\" is below \"" + user + "\"");
  }
}
