package dev.weir.parser;

import dev.weir.grammar.WeirParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.PrecedencePredicateTransition;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Knows, after any beginning of a statement, which tokens could come next.
 *
 * <p>It follows the parser's own transition network through all readings at once: a {@link Place} is the set of (state, stack of calls)
 * that the tokens so far lead to. Stacks share their tails and are kept once each, and so are places; a step from one place by one
 * token type is computed once. So a long list costs as much as its first few elements. Precedence of operators is observed, which
 * keeps the stacks few. Only statements with a mistake are ever read this way.
 */
final class Viability {
  /** A call that will return to {@code next}, and the calls around it. Kept once each: identity is equality. */
  private static final class Frame {
    final int id;
    final ATNState next;
    final int precedence;
    final Frame outer;

    Frame(int id, ATNState next, int precedence, Frame outer) {
      this.id = id;
      this.next = next;
      this.precedence = precedence;
      this.outer = outer;
    }
  }

  private record FrameKey(int next, int precedence, int outer) {}

  /** One reading: a state of the network inside a stack of calls. */
  private record Reading(ATNState state, Frame frame, String label) {}

  /** One token that could be read, and by which part of the grammar. */
  private record Choice(Transition transition, Frame frame, int rule, String label) {}

  /** All readings after some tokens. */
  final class Place {
    private final List<Reading> kernel;
    private final Map<Integer, Place> next = new HashMap<>();
    private List<Choice> choices;

    private Place(List<Reading> kernel) {
      this.kernel = kernel;
    }

    /** The place after one more token, or null if that cannot be. */
    Place after(int type) {
      if (next.containsKey(type)) {
        return next.get(type);
      }
      var targets = new LinkedHashMap<Long, Reading>();
      for (Choice choice : choices()) {
        if (choice.transition().matches(type, Token.MIN_USER_TOKEN_TYPE, maxTokenType)) {
          var target = new Reading(choice.transition().target, choice.frame(), "");
          targets.put(key(target.state(), target.frame()), target);
        }
      }
      Place place = targets.isEmpty() ? null : place(targets.values());
      next.put(type, place);
      return place;
    }

    /** All token types that can come next. */
    IntervalSet types() {
      var types = new IntervalSet();
      for (Choice choice : choices()) {
        types.addAll(choice.transition().label());
      }
      return types;
    }

    /** What can come next in words for people, the most telling first. */
    Set<String> words() {
      return Viability.words(choices());
    }

    private List<Choice> choices() {
      if (choices == null) {
        choices = closure(kernel);
      }
      return choices;
    }
  }

  private final ATN atn = WeirParser._ATN;
  private final int maxTokenType = atn.maxTokenType;
  private final Map<FrameKey, Frame> frames = new HashMap<>();
  private final Map<Set<Long>, Place> places = new HashMap<>();
  private final Place start;

  Viability() {
    Frame root = new Frame(0, null, 0, null);
    ATNState first = atn.ruleToStartState[WeirParser.RULE_singleStatement];
    start = place(List.of(new Reading(first, root, "")));
  }

  /** Before the first token. */
  Place start() {
    return start;
  }

  private Place place(Iterable<Reading> readings) {
    var keys = new LinkedHashSet<Long>();
    var kernel = new ArrayList<Reading>();
    for (Reading reading : readings) {
      if (keys.add(key(reading.state(), reading.frame()))) {
        kernel.add(reading);
      }
    }
    return places.computeIfAbsent(keys, absent -> new Place(kernel));
  }

  private static long key(ATNState state, Frame frame) {
    return ((long) frame.id << 32) | state.stateNumber;
  }

  private Frame frame(ATNState next, int precedence, Frame outer) {
    return frames.computeIfAbsent(
        new FrameKey(next.stateNumber, precedence, outer.id),
        absent -> new Frame(frames.size() + 1, next, precedence, outer));
  }

  /** Follows everything that reads no token, depth first, in the order of the grammar. */
  private List<Choice> closure(List<Reading> kernel) {
    var found = new ArrayList<Choice>();
    var seen = new HashSet<Long>();
    var work = new ArrayDeque<Reading>();
    for (int i = kernel.size() - 1; i >= 0; i--) {
      work.push(kernel.get(i));
    }
    while (!work.isEmpty()) {
      Reading reading = work.pop();
      if (!seen.add(key(reading.state(), reading.frame()))) {
        continue;
      }
      if (reading.state() instanceof RuleStopState) {
        Frame frame = reading.frame();
        if (frame.outer != null) {
          work.push(new Reading(frame.next, frame.outer, ""));
        }
        continue;
      }
      for (int i = reading.state().getNumberOfTransitions() - 1; i >= 0; i--) {
        follow(reading, reading.state().transition(i), work, found);
      }
    }
    return found;
  }

  private void follow(
      Reading reading, Transition transition, ArrayDeque<Reading> work, List<Choice> found) {
    if (transition instanceof RuleTransition call) {
      String label = reading.label();
      if (label.isEmpty()) {
        label = label(reading.state().ruleIndex, call.target.ruleIndex);
      }
      Frame frame = frame(call.followState, call.precedence, reading.frame());
      work.push(new Reading(call.target, frame, label));
    } else if (transition instanceof PrecedencePredicateTransition predicate) {
      if (predicate.precedence >= reading.frame().precedence) {
        work.push(new Reading(transition.target, reading.frame(), reading.label()));
      }
    } else if (transition.isEpsilon()) {
      work.push(new Reading(transition.target, reading.frame(), reading.label()));
    } else {
      found.add(
          new Choice(transition, reading.frame(), reading.state().ruleIndex, reading.label()));
    }
  }

  static final String UNIT_OF_TIME = "a unit of time such as SECOND or MINUTE";

  /** Marks what is not worth a word: it can stand almost anywhere. */
  private static final String NOISE = "-";

  /** How people call what a rule reads when another calls it; empty if that depends on what it calls in turn. */
  private static String label(int caller, int callee) {
    return switch (callee) {
      case WeirParser.RULE_expression,
          WeirParser.RULE_value,
          WeirParser.RULE_primary,
          WeirParser.RULE_primaryHead ->
          caller == WeirParser.RULE_limitClause ? "a number" : "an expression";
      case WeirParser.RULE_relation,
          WeirParser.RULE_relationItem,
          WeirParser.RULE_relationPrimary ->
          "a table name";
      case WeirParser.RULE_query, WeirParser.RULE_queryBody ->
          caller == WeirParser.RULE_statement ? "" : "SELECT";
      case WeirParser.RULE_dataType -> "a type";
      case WeirParser.RULE_rowPattern,
          WeirParser.RULE_rowPatternTerm,
          WeirParser.RULE_patternPrimary ->
          "a pattern variable";
      case WeirParser.RULE_intervalLiteral -> "INTERVAL";
      case WeirParser.RULE_predicate,
          WeirParser.RULE_postfix,
          WeirParser.RULE_dataTypeSuffix,
          WeirParser.RULE_call,
          WeirParser.RULE_nullTreatment ->
          NOISE;
      case WeirParser.RULE_qualifiedName ->
          switch (caller) {
            case WeirParser.RULE_selectItem, WeirParser.RULE_argumentValue -> NOISE;
            case WeirParser.RULE_insert -> "a stream or table name";
            case WeirParser.RULE_define -> "a stream name";
            case WeirParser.RULE_relationPrimary, WeirParser.RULE_queryPrimary -> "a table name";
            default -> "a name";
          };
      case WeirParser.RULE_identifier ->
          switch (caller) {
            case WeirParser.RULE_selectItem,
                WeirParser.RULE_alias,
                WeirParser.RULE_windowSpecification,
                WeirParser.RULE_argument,
                WeirParser.RULE_argumentValue ->
                NOISE;
            case WeirParser.RULE_columnList, WeirParser.RULE_tableElement -> "a column name";
            case WeirParser.RULE_subset,
                WeirParser.RULE_define,
                WeirParser.RULE_skipTo,
                WeirParser.RULE_patternPrimary ->
                "a pattern variable";
            case WeirParser.RULE_intervalLiteral -> UNIT_OF_TIME;
            case WeirParser.RULE_over, WeirParser.RULE_namedWindow -> "a window name";
            case WeirParser.RULE_dataTypeHead -> "a type";
            case WeirParser.RULE_statement -> "TEXT, DOT or JSON";
            default -> "a name";
          };
      default -> "";
    };
  }

  /** Whether a choice is an operator, an alias, or another thing that can follow almost everything. */
  private static boolean isNoise(Choice choice) {
    if (!choice.label().isEmpty()) {
      return choice.label().equals(NOISE);
    }
    IntervalSet types = choice.transition().label();
    return switch (choice.rule()) {
      case WeirParser.RULE_expression,
          WeirParser.RULE_value,
          WeirParser.RULE_alias,
          WeirParser.RULE_qualifiedName ->
          true;
      case WeirParser.RULE_selectItem -> !types.contains(WeirParser.STAR);
      case WeirParser.RULE_matchRecognize -> types.contains(WeirParser.MATCH_RECOGNIZE);
      case WeirParser.RULE_relationPrimary -> types.contains(WeirParser.FOR);
      case WeirParser.RULE_predicate, WeirParser.RULE_select, WeirParser.RULE_groupByClause ->
          types.contains(WeirParser.ALL)
              || types.contains(WeirParser.ANY)
              || types.contains(WeirParser.SOME)
              || types.contains(WeirParser.DISTINCT);
      default -> false;
    };
  }

  private static Set<String> words(List<Choice> choices) {
    var phrases = new LinkedHashSet<String>();
    var signs = new LinkedHashSet<String>();
    var keywords = new LinkedHashSet<String>();
    var ends = new LinkedHashSet<String>();
    for (Choice choice : choices) {
      if (isNoise(choice)) {
        continue;
      }
      if (!choice.label().isEmpty()) {
        phrases.add(choice.label());
        if (choice.label().equals("a table name")
            && choice.transition().label().contains(WeirParser.LPAREN)) {
          signs.add("\"(\"");
        }
        continue;
      }
      for (int type : choice.transition().label().toArray()) {
        if (type == Token.EOF) {
          ends.add("\";\"");
        } else if (Words.isKeyword(type)) {
          Words.expected(type).ifPresent(keywords::add);
        } else if (type == WeirParser.STRING
            || type == WeirParser.INTEGER
            || type == WeirParser.DECIMAL) {
          Words.expected(type).ifPresent(phrases::add);
        } else {
          Words.expected(type).ifPresent(signs::add);
        }
      }
    }
    phrases.addAll(signs);
    phrases.addAll(keywords);
    phrases.addAll(ends);
    return phrases;
  }
}
