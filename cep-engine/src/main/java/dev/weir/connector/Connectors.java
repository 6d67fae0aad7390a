package dev.weir.connector;

import dev.weir.diagnostic.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;

/** The connectors and formats that are on the class path, by name. Immutable. */
public final class Connectors {

  /** Options that the engine itself understands, whatever the connector. */
  public static final List<Option> COMMON =
      List.of(
          new Option("connector", true, "", "the kind of outside system"),
          new Option(
              "on.error",
              false,
              "dead-letter",
              "what becomes of a row that cannot be read: `dead-letter`, `skip` or `fail`"),
          new Option(
              "idle.timeout",
              false,
              "",
              "how long the input may be silent before it no longer holds back others and its event"
                  + " time goes on with the clock, such as `30 s`"));

  private final Map<String, Connector> connectors = new TreeMap<>();
  private final Map<String, Format> formats = new TreeMap<>();

  private Connectors(Iterable<Connector> connectors, Iterable<Format> formats) {
    connectors.forEach(connector -> this.connectors.putIfAbsent(connector.name(), connector));
    formats.forEach(format -> this.formats.putIfAbsent(format.name(), format));
  }

  /** What {@link ServiceLoader} finds from the thread's class loader. */
  public static Connectors load() {
    return new Connectors(ServiceLoader.load(Connector.class), ServiceLoader.load(Format.class));
  }

  /** By name, sorted. */
  public Map<String, Connector> connectors() {
    return java.util.Collections.unmodifiableMap(connectors);
  }

  /** By name, sorted. */
  public Map<String, Format> formats() {
    return java.util.Collections.unmodifiableMap(formats);
  }

  /** @throws ConnectorException naming those there are, if there is none of that name */
  public Connector connector(String name) {
    return find("connector", connectors, name);
  }

  /** @throws ConnectorException naming those there are, if there is none of that name */
  public Format format(String name) {
    return find("format", formats, name);
  }

  private static <T> T find(String kind, Map<String, T> known, String name) {
    var found = known.get(name.toLowerCase(Locale.ROOT));
    if (found != null) {
      return found;
    }
    throw new ConnectorException(
        "there is no "
            + kind
            + " '"
            + name
            + "'"
            + Names.suggest(name, known.keySet())
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(", there are: " + String.join(", ", known.keySet())));
  }

  /**
   * A mistake in a {@code WITH} clause.
   *
   * @param option the option's name as written; the missing one's name if it was left out
   * @param isMissing whether the option was left out
   * @param message one line in the user's words, lower case, no full stop
   * @param suggestion the name that was probably meant
   */
  public record Problem(
      String option, boolean isMissing, String message, Optional<String> suggestion) {}

  /**
   * Checks the names of all options of a {@code WITH} clause, that those needed are there, and that
   * connector and format exist. Values are checked by who takes them.
   */
  public List<Problem> check(Options options) {
    var problems = new ArrayList<Problem>();
    var known = new ArrayList<>(COMMON);
    var name = options.find("connector");
    if (name.isEmpty()) {
      problems.add(
          new Problem("connector", true, "the option 'connector' is missing", Optional.empty()));
      return problems;
    }
    var connector = connectors.get(name.get().toLowerCase(Locale.ROOT));
    if (connector == null) {
      problems.add(
          new Problem(
              "connector",
              false,
              "there is no connector '" + name.get() + "'",
              Names.suggest(name.get(), connectors.keySet())));
      return problems;
    }
    known.addAll(connector.options());
    var formatName = connector.format(options);
    if (formatName.isPresent()) {
      var format = formats.get(formatName.get().toLowerCase(Locale.ROOT));
      if (format == null) {
        problems.add(
            new Problem(
                "format",
                options.find("format").isEmpty(),
                "there is no format '" + formatName.get() + "'",
                Names.suggest(formatName.get(), formats.keySet())));
        return problems;
      }
      known.addAll(format.options());
    }
    checkNames(options, known, problems);
    var meant = problems.stream().flatMap(problem -> problem.suggestion().stream()).toList();
    for (var option : known) {
      // One that is there but misspelt has been reported as that.
      if (option.required()
          && options.find(option.name()).isEmpty()
          && !meant.contains(option.name())) {
        problems.add(
            new Problem(
                option.name(),
                true,
                "the option '" + option.name() + "' is missing: " + option.description(),
                Optional.empty()));
      }
    }
    return List.copyOf(problems);
  }

  private static void checkNames(Options options, List<Option> known, List<Problem> problems) {
    var names = new TreeSet<String>();
    known.forEach(option -> names.add(option.name()));
    for (var name : options.asMap().keySet()) {
      if (known.stream().noneMatch(option -> option.matches(name))) {
        var connector = options.get("connector", "");
        problems.add(
            new Problem(
                name,
                false,
                "the connector '" + connector + "' has no option '" + name + "'",
                Names.suggest(name, names)));
      }
    }
  }
}
