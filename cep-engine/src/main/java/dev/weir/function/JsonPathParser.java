package dev.weir.function;

import com.google.re2j.Pattern;
import dev.weir.event.RowError;
import dev.weir.function.JsonPath.Condition;
import dev.weir.function.JsonPath.Operand;
import dev.weir.function.JsonPath.Range;
import dev.weir.function.JsonPath.Step;
import dev.weir.type.JsonTree;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link JsonPath}, by recursive descent. */
final class JsonPathParser {
  private final String text;
  private int position;

  JsonPathParser(String text) {
    this.text = text;
  }

  JsonPath parse() {
    if (word("strict")) {
      throw new RowError("the JSON path '" + text + "' is strict, only lax paths are there");
    }
    word("lax");
    expect("$");
    var steps = steps();
    skipSpace();
    if (position < text.length()) {
      throw wrong();
    }
    return new JsonPath(text, steps);
  }

  private List<Step> steps() {
    var steps = new ArrayList<Step>();
    while (true) {
      if (accept(".")) {
        steps.add(memberStep());
      } else if (accept("[")) {
        steps.add(elementStep());
      } else if (accept("?")) {
        expect("(");
        steps.add(JsonPath.filter(disjunction()));
        expect(")");
      } else {
        return steps;
      }
    }
  }

  private Step memberStep() {
    if (accept("*")) {
      return JsonPath.allMembers();
    }
    skipSpace();
    if (position < text.length() && text.charAt(position) == '"') {
      return JsonPath.member(string());
    }
    String name = name();
    if (accept("(")) {
      expect(")");
      return switch (name) {
        case "size" -> JsonPath.size();
        case "type" -> JsonPath.type();
        default ->
            throw new RowError(
                "the JSON path '" + text + "' has the unknown method " + name + "()");
      };
    }
    return JsonPath.member(name);
  }

  private Step elementStep() {
    if (accept("*")) {
      expect("]");
      return JsonPath.allElements();
    }
    var ranges = new ArrayList<Range>();
    do {
      int from = subscript();
      ranges.add(new Range(from, word("to") ? subscript() : from));
    } while (accept(","));
    expect("]");
    return JsonPath.elements(ranges);
  }

  private int subscript() {
    if (word("last")) {
      return accept("-") ? -1 - number() : -1;
    }
    return number();
  }

  private int number() {
    skipSpace();
    int start = position;
    while (position < text.length() && Character.isDigit(text.charAt(position))) {
      position++;
    }
    if (position == start || position - start > 9) {
      throw wrong();
    }
    return Integer.parseInt(text.substring(start, position));
  }

  private Condition disjunction() {
    var left = conjunction();
    while (accept("||")) {
      var a = left;
      var b = conjunction();
      left = value -> a.holds(value) || b.holds(value);
    }
    return left;
  }

  private Condition conjunction() {
    var left = predicate();
    while (accept("&&")) {
      var a = left;
      var b = predicate();
      left = value -> a.holds(value) && b.holds(value);
    }
    return left;
  }

  private Condition predicate() {
    if (accept("!")) {
      expect("(");
      var inner = disjunction();
      expect(")");
      return value -> !inner.holds(value);
    }
    if (accept("(")) {
      var inner = disjunction();
      expect(")");
      return inner;
    }
    if (word("exists")) {
      expect("(");
      var operand = operand();
      expect(")");
      return value -> !operand.values(value).isEmpty();
    }
    var left = operand();
    if (word("starts")) {
      if (!word("with")) {
        throw wrong();
      }
      skipSpace();
      String prefix = string();
      return value ->
          left.values(value).stream().anyMatch(v -> v instanceof String s && s.startsWith(prefix));
    }
    if (word("like_regex")) {
      skipSpace();
      Pattern pattern = Prepare.regex(string());
      return value ->
          left.values(value).stream()
              .anyMatch(v -> v instanceof String s && pattern.matcher(s).find());
    }
    return JsonPath.comparison(left, operator(), operand());
  }

  private String operator() {
    for (var operator : new String[] {"==", "!=", "<>", "<=", ">=", "<", ">"}) {
      if (accept(operator)) {
        return operator.equals("<>") ? "!=" : operator;
      }
    }
    throw wrong();
  }

  private Operand operand() {
    if (accept("@")) {
      var path = new JsonPath(text, steps());
      return path::find;
    }
    var constant = List.of(constant());
    return value -> constant;
  }

  private Object constant() {
    skipSpace();
    if (word("true")) {
      return true;
    }
    if (word("false")) {
      return false;
    }
    if (word("null")) {
      return JsonTree.NULL;
    }
    if (position < text.length() && text.charAt(position) == '"') {
      return string();
    }
    int start = position;
    while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    try {
      return JsonTree.parse(text.substring(start, position)) instanceof JsonTree.JsonNumber number
          ? number
          : fail();
    } catch (RowError e) {
      throw wrong();
    }
  }

  private Object fail() {
    throw wrong();
  }

  /** A JSON string at the position. */
  private String string() {
    int start = position;
    if (position >= text.length() || text.charAt(position) != '"') {
      throw wrong();
    }
    position++;
    while (position < text.length() && text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    position++;
    if (position > text.length()) {
      throw wrong();
    }
    return (String) JsonTree.parse(text.substring(start, position));
  }

  private String name() {
    int start = position;
    while (position < text.length()
        && (Character.isUnicodeIdentifierPart(text.charAt(position))
            || text.charAt(position) == '$')) {
      position++;
    }
    if (position == start) {
      throw wrong();
    }
    return text.substring(start, position);
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private boolean accept(String token) {
    skipSpace();
    if (!text.startsWith(token, position)) {
      return false;
    }
    position += token.length();
    return true;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong();
    }
  }

  /** Takes a word if it stands there as a whole. */
  private boolean word(String word) {
    skipSpace();
    int end = position + word.length();
    if (!text.startsWith(word, position)
        || end < text.length() && Character.isUnicodeIdentifierPart(text.charAt(end))) {
      return false;
    }
    position = end;
    return true;
  }

  private RowError wrong() {
    return new RowError(
        "'"
            + text
            + "' is not a JSON path: stuck at "
            + (position >= text.length() ? "its end" : "'" + text.substring(position) + "'"));
  }
}
