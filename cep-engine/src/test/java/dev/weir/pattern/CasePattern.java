package dev.weir.pattern;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A row pattern of a generated case: text, and what simpler patterns can be made of it. */
sealed interface CasePattern {
  /** As it stands in PATTERN; always safe to put a quantifier behind. */
  String sql();

  /** The parts directly below. */
  List<CasePattern> parts();

  /** The same with other parts, as many. */
  CasePattern withParts(List<CasePattern> parts);

  record Variable(String name) implements CasePattern {
    @Override
    public String sql() {
      return name;
    }

    @Override
    public List<CasePattern> parts() {
      return List.of();
    }

    @Override
    public CasePattern withParts(List<CasePattern> parts) {
      return this;
    }
  }

  /** {@code ^}, {@code $} or {@code ()}. */
  record Word(String sql) implements CasePattern {
    @Override
    public List<CasePattern> parts() {
      return List.of();
    }

    @Override
    public CasePattern withParts(List<CasePattern> parts) {
      return this;
    }
  }

  /** Parts with what stands between them: nothing or an arrow. @param gaps one fewer than parts */
  record Sequence(List<CasePattern> parts, List<String> gaps) implements CasePattern {
    @Override
    public String sql() {
      var text = new StringBuilder("(");
      for (int i = 0; i < parts.size(); i++) {
        text.append(i == 0 ? "" : " " + gaps.get(i - 1) + " ").append(parts.get(i).sql());
      }
      return text.append(")").toString();
    }

    @Override
    public CasePattern withParts(List<CasePattern> others) {
      return new Sequence(others, gaps);
    }
  }

  record Alternation(List<CasePattern> parts) implements CasePattern {
    @Override
    public String sql() {
      return parts.stream().map(CasePattern::sql).collect(Collectors.joining(" | ", "(", ")"));
    }

    @Override
    public CasePattern withParts(List<CasePattern> others) {
      return new Alternation(others);
    }
  }

  record Permute(List<CasePattern> parts) implements CasePattern {
    @Override
    public String sql() {
      return parts.stream()
          .map(CasePattern::sql)
          .collect(Collectors.joining(", ", "PERMUTE(", ")"));
    }

    @Override
    public CasePattern withParts(List<CasePattern> others) {
      return new Permute(others);
    }
  }

  /** One part in a frame: a quantifier, an exclusion, a loop of gaps, a group with WITHIN. */
  record Framed(String before, CasePattern part, String behind) implements CasePattern {
    @Override
    public String sql() {
      return before + part.sql() + behind;
    }

    @Override
    public List<CasePattern> parts() {
      return List.of(part);
    }

    @Override
    public CasePattern withParts(List<CasePattern> parts) {
      return new Framed(before, parts.get(0), behind);
    }
  }

  /** The variables, in order of first appearance. */
  default Set<String> variables() {
    var names = new LinkedHashSet<String>();
    if (this instanceof Variable variable) {
      names.add(variable.name());
    }
    parts().forEach(part -> names.addAll(part.variables()));
    return names;
  }

  /** Patterns with something left out. */
  default List<CasePattern> simpler() {
    var all = new ArrayList<>(parts());
    for (int i = 0; i < parts().size(); i++) {
      for (var simpler : parts().get(i).simpler()) {
        var others = new ArrayList<>(parts());
        others.set(i, simpler);
        all.add(withParts(others));
      }
      if (parts().size() > 1) {
        var others = new ArrayList<>(parts());
        others.remove(i);
        if (this instanceof Sequence sequence) {
          var gaps = new ArrayList<>(sequence.gaps());
          gaps.remove(Math.max(0, i - 1));
          all.add(new Sequence(others, gaps));
        } else {
          all.add(withParts(others));
        }
      }
    }
    if (this instanceof Sequence sequence) {
      for (int i = 0; i < sequence.gaps().size(); i++) {
        for (var simpler : List.of("", "->")) {
          if (sequence.gaps().get(i).length() > simpler.length()) {
            var gaps = new ArrayList<>(sequence.gaps());
            gaps.set(i, simpler);
            all.add(new Sequence(sequence.parts(), gaps));
          }
        }
      }
    }
    return all;
  }
}
