package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.ast.MatchRecognize;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names of a pattern: its variables by label, and subsets of them. A name keeps the spelling of its first place. */
final class PatternVariables {
  /** What a name stands for. */
  record Named(String name, VariableSet set) {}

  private final Problems problems;
  private final List<String> names = new ArrayList<>();
  private final List<Named> subsets = new ArrayList<>();
  private VariableSet matched = VariableSet.NONE;
  private VariableSet preceding = VariableSet.NONE;

  PatternVariables(Problems problems) {
    this.problems = problems;
  }

  /** The label of a variable at a place of the pattern. @param absent whether the place says that no such row comes */
  int at(Identifier name, boolean absent) {
    int label = label(name);
    if (label < 0) {
      label = names.size();
      names.add(name.text());
      if (label == VariableSet.MAX) {
        problems.error(
            BindError.PATTERN_SIZE,
            name.span(),
            "a pattern has at most " + VariableSet.MAX + " variables");
      }
    }
    if (!absent) {
      matched = matched.with(VariableSet.of(label));
    }
    return label;
  }

  /** The label of a variable of the pattern, or -1. */
  int label(Identifier name) {
    for (int i = 0; i < names.size(); i++) {
      if (name.matches(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  List<String> names() {
    return names;
  }

  /** All rows of a match. */
  VariableSet universal() {
    return VariableSet.firstOf(Math.min(names.size(), VariableSet.MAX));
  }

  /** Whether rows of a match are mapped to one of these. */
  boolean hasRows(VariableSet set) {
    return (set.bits() & matched.bits()) != 0;
  }

  /** Takes note of variables whose rows are looked for in front of the match. */
  void precede(VariableSet absent) {
    preceding = preceding.with(absent);
  }

  /** Whether rows of a variable are looked for in front of the match, where none of the match is known. */
  boolean precedes(int label) {
    return preceding.contains(label);
  }

  /** What there is, as a note for those who named something else. */
  String note() {
    return names.isEmpty()
        ? "the pattern has no variables"
        : "variables: " + String.join(", ", known());
  }

  void define(MatchRecognize.Subset subset) {
    String name = subset.name().text();
    if (label(subset.name()) >= 0) {
      problems.error(
          BindError.NAME_TWICE,
          subset.name().span(),
          "\"" + name + "\" is a variable of the pattern, a subset needs a name of its own");
      return;
    }
    if (subsets.stream().anyMatch(s -> subset.name().matches(s.name()))) {
      problems.error(
          BindError.NAME_TWICE, subset.name().span(), "subset \"" + name + "\" is defined twice");
      return;
    }
    VariableSet set = VariableSet.NONE;
    for (Identifier member : subset.members()) {
      int label = label(member);
      if (label < 0) {
        boolean nested = subsets.stream().anyMatch(s -> member.matches(s.name()));
        problems.add(
            Diagnostic.error(
                    BindError.VARIABLE_NOT_FOUND,
                    member.span(),
                    nested
                        ? "subset \"" + member.text() + "\" cannot be part of another subset"
                        : "the pattern has no variable \"" + member.text() + "\"")
                .suggest(member.text(), names)
                .note("variables: " + String.join(", ", names)));
        continue;
      }
      VariableSet one = VariableSet.of(label);
      if (!hasRows(one)) {
        absent(member, names.get(label));
      } else if (set.contains(label)) {
        problems.error(
            BindError.NAME_TWICE,
            member.span(),
            "variable \"" + member.text() + "\" is in the subset already");
      }
      set = set.with(one);
    }
    subsets.add(new Named(name, set));
  }

  /** The variable or subset of that name. */
  Optional<Named> find(Identifier name) {
    int label = label(name);
    if (label >= 0) {
      return Optional.of(new Named(names.get(label), VariableSet.of(label)));
    }
    return subsets.stream().filter(s -> name.matches(s.name())).findFirst();
  }

  /** {@link #find}; that there is none, or none with rows, is reported. */
  Optional<Named> findWithRows(Identifier name) {
    Optional<Named> found = find(name);
    if (found.isEmpty()) {
      problems.add(
          Diagnostic.error(
                  BindError.VARIABLE_NOT_FOUND,
                  name.span(),
                  "the pattern has no variable \"" + name.text() + "\"")
              .suggest(name.text(), known())
              .note(note()));
    } else if (!hasRows(found.get().set())) {
      absent(name, found.get().name());
      return Optional.empty();
    }
    return found;
  }

  void absent(Identifier place, String name) {
    problems.error(
        BindError.VARIABLE_ABSENT,
        place.span(),
        "no row of a match is \"" + name + "\", the pattern has it only as !" + name,
        "a condition between " + name + " and the match belongs into DEFINE " + name);
  }

  /** Variables and subsets. */
  List<String> known() {
    var all = new ArrayList<>(names);
    subsets.forEach(s -> all.add(s.name()));
    return all;
  }
}
