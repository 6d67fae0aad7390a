package dev.weir.repl;

import dev.weir.diagnostic.Source;
import dev.weir.parser.StatementCutter;
import java.util.List;
import java.util.Set;

/** What a user asks for at once: a statement of the language, or a command of the console. */
sealed interface Entry {
  /** One statement. */
  record Statement(Source text) implements Entry {}

  /** A line that begins with a backslash or a dot, or one of a few words. */
  record Command(String line) implements Entry {}

  /** What people type who want to leave, or need help. */
  Set<String> WORDS = Set.of("exit", "quit", "help");

  /** Whether a line, where a statement could begin, is a command. */
  static boolean isCommand(String line) {
    var text = line.strip();
    if (text.startsWith("\\")) {
      return true;
    }
    if (text.length() > 1 && text.charAt(0) == '.') {
      return Character.isLetter(text.charAt(1));
    }
    var word = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    return WORDS.contains(word);
  }

  /** The statements of a text that was typed, or its command. */
  static List<Entry> of(String text) {
    if (isCommand(text)) {
      return List.of(new Command(text.strip()));
    }
    var source = Source.of("<console>", text);
    var pieces = StatementCutter.cut(text);
    if (pieces.size() == 1) {
      return List.of(new Statement(source));
    }
    return pieces.stream().map(piece -> (Entry) new Statement(at(text, piece))).toList();
  }

  private static Source at(String text, StatementCutter.Piece piece) {
    var before = text.substring(0, piece.start()).replaceAll("[^\\r\\n]", " ");
    return Source.of("<console>", before + text.substring(piece.start(), piece.end()));
  }
}
