package dev.weir.cli;

import dev.weir.diagnostic.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words behind a command, sorted into options and the rest. {@code --name value} and {@code --name=value} are the
 * same; behind {@code --} all words are plain; {@code -} alone is a plain word.
 */
final class Arguments {
  /** One word, or an option with its value ({@code ""} for a flag). @param option null for a plain word */
  record Item(String option, String value) {}

  private final List<Item> items = new ArrayList<>();

  /**
   * @param command for messages
   * @param options the options that the command has, by all their spellings; the value says whether a value follows
   * @throws UsageException if a word is none of them, or a value is missing
   */
  Arguments(String command, List<String> words, Map<String, Boolean> options) {
    boolean onlyPlain = false;
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (onlyPlain || word.equals("-") || !word.startsWith("-")) {
        items.add(new Item(null, word));
      } else if (word.equals("--")) {
        onlyPlain = true;
      } else {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        var name = equals < 0 ? word : word.substring(0, equals);
        var takesValue = options.get(name);
        if (takesValue == null) {
          throw new UsageException(unknown(command, name, options));
        }
        if (!takesValue && equals >= 0) {
          throw new UsageException("the option " + name + " takes no value");
        }
        if (takesValue && equals < 0 && i + 1 == words.size()) {
          throw new UsageException("the option " + name + " needs a value");
        }
        items.add(
            new Item(
                name, !takesValue ? "" : equals < 0 ? words.get(++i) : word.substring(equals + 1)));
      }
    }
  }

  private static String unknown(String command, String name, Map<String, Boolean> options) {
    var longNames = options.keySet().stream().filter(option -> option.startsWith("--")).sorted();
    var near = Names.suggest(name, longNames.toList());
    return "\"weir "
        + command
        + "\" has no option "
        + name
        + near.map(option -> ", did you mean " + option + "?").orElse("")
        + " (weir help "
        + command
        + ")";
  }

  /** Options and plain words in their order. */
  List<Item> items() {
    return items;
  }

  List<String> plain() {
    return items.stream().filter(item -> item.option() == null).map(Item::value).toList();
  }

  boolean has(String option) {
    return items.stream().anyMatch(item -> option.equals(item.option()));
  }

  /** The value of the last use of an option, under any of its spellings. */
  Optional<String> value(String... spellings) {
    Optional<String> found = Optional.empty();
    for (var item : items) {
      if (item.option() != null && List.of(spellings).contains(item.option())) {
        found = Optional.of(item.value());
      }
    }
    return found;
  }
}
