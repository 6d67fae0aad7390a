package dev.weir.rewrite;

import dev.weir.ast.Alias;
import dev.weir.ast.BinaryOperator;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.MatchRecognize;
import dev.weir.ast.MatchRecognize.Define;
import dev.weir.ast.MatchRecognize.Measure;
import dev.weir.ast.MatchRecognize.Rows;
import dev.weir.ast.MatchRecognize.Skip;
import dev.weir.ast.MatchRecognize.Subset;
import dev.weir.ast.Node;
import dev.weir.ast.Relation;
import dev.weir.ast.RowPattern;
import dev.weir.ast.SortItem;
import dev.weir.ast.SqlPrinter;
import dev.weir.ast.Trees;
import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One MATCH_RECOGNIZE as the standard has it. */
final class StandardPattern {
  private final MatchRecognize match;
  private final Resolved resolved;
  private final Predicate<String> isAggregate;
  private final PatternNames names;
  private final Set<String> taken;
  private final Set<String> remarks = new LinkedHashSet<>();
  private boolean hasOrigins;
  private final Map<String, Expression> definitions = new LinkedHashMap<>();

  /** @param taken names in lower case that cannot be given to something new */
  StandardPattern(
      MatchRecognize match, Resolved resolved, Predicate<String> isAggregate, Set<String> taken) {
    this.match = match;
    this.resolved = resolved;
    this.isAggregate = isAggregate;
    this.names = PatternNames.of(match);
    this.taken = taken;
  }

  /** What stays as it is because there is no other way to say it, and why. */
  Set<String> remarks() {
    return remarks;
  }

  /** @param input what the pattern is matched in, rewritten; its own text has not changed */
  MatchRecognize rewrite(Relation input) {
    Optional<Origins> origins = origins();
    hasOrigins = origins.isPresent();
    collectDefinitions(origins);
    MatchRecognize result = withStatus(ordered());
    if (!namesStreams()) {
      result = withDefinitions(result, definitions);
    }
    if (hasGaps(match.pattern())) {
      try {
        result = withoutGaps(result);
      } catch (NoStandardForm none) {
        remark(none.getMessage());
      }
    }
    remarkExtensions();
    return with(result, origins.map(o -> o.relation(resolved)).orElse(input));
  }

  /** Whether conditions still say of which stream a row is, so that the streams have to be merged under their names. */
  boolean namesStreams() {
    return !sources().isEmpty() && !hasOrigins;
  }

  private void remark(String what) {
    remarks.add("no standard form: " + what);
  }

  private static MatchRecognize with(MatchRecognize m, Relation input) {
    return new MatchRecognize(
        input,
        m.partitionBy(),
        m.orderBy(),
        m.measures(),
        m.rows(),
        m.skip(),
        m.pattern(),
        m.within(),
        m.subsets(),
        m.defines(),
        Span.NONE);
  }

  // ---- what stays

  private void remarkExtensions() {
    if (isSkipNone()) {
      remark("AFTER MATCH SKIP NONE");
    }
    if (isTimedOut()) {
      remark("ONE ROW PER MATCH WITH TIMED OUT MATCHES");
    }
    if (hasDurations(match.pattern())) {
      remark("absence for a length of time");
    }
    if (calls(match, "EVENTS")) {
      remark("EVENTS");
    }
    match
        .within()
        .ifPresent(
            within ->
                remarks.add(
                    resolved
                        .time(match)
                        .map(
                            t ->
                                "WITHIN stays, because it bounds what is kept; in the standard it is "
                                    + SqlPrinter.name(t)
                                    + " <= FIRST("
                                    + SqlPrinter.name(t)
                                    + ") + "
                                    + SqlPrinter.printFlat(within)
                                    + " in the condition of each variable")
                        .orElse("no standard form: WITHIN")));
  }

  private boolean isSkipNone() {
    return match.skip().filter(s -> s.kind() == Skip.Kind.NONE).isPresent();
  }

  private boolean isTimedOut() {
    return match.rows().equals(Optional.of(Rows.ONE_ROW_WITH_TIMED_OUT));
  }

  private boolean isAllRows() {
    return match.rows().isPresent()
        && match.rows().get() != Rows.ONE_ROW
        && match.rows().get() != Rows.ONE_ROW_WITH_TIMED_OUT;
  }

  private static boolean hasDurations(RowPattern p) {
    return p instanceof RowPattern.Absent absent && absent.duration().isPresent()
        || p instanceof RowPattern.Sequence s
            && s.steps().get(s.steps().size() - 1).pattern() instanceof RowPattern.Absent
        || PatternNames.children(p).stream().anyMatch(StandardPattern::hasDurations);
  }

  private static boolean calls(Node node, String name) {
    return node instanceof Expression.Call call && Navigation.is(call, name)
        || node.children().stream().anyMatch(child -> calls(child, name));
  }

  private static boolean hasGaps(RowPattern p) {
    return p instanceof RowPattern.Within
        || p instanceof RowPattern.Sequence s
            && s.steps().stream().anyMatch(t -> t.gap().kind() != RowPattern.Gap.Kind.NEXT_ROW)
        || PatternNames.children(p).stream().anyMatch(StandardPattern::hasGaps);
  }

  // ---- clauses that can be left out

  private MatchRecognize ordered() {
    if (!match.orderBy().isEmpty()) {
      return match;
    }
    Optional<String> time = resolved.time(match);
    if (time.isEmpty()) {
      remark("an order of rows that no column gives");
      return match;
    }
    if (isAllRows()) {
      remark("ALL ROWS PER MATCH without ORDER BY, which would put its columns before the others");
      return match;
    }
    var item =
        new SortItem(
            Navigation.column(Identifier.of(time.get())), false, Optional.empty(), Span.NONE);
    return new MatchRecognize(
        match.input(),
        match.partitionBy(),
        List.of(item),
        match.measures(),
        match.rows(),
        match.skip(),
        match.pattern(),
        match.within(),
        match.subsets(),
        match.defines(),
        Span.NONE);
  }

  /** Without TIMED OUT matches, every match is complete. */
  private MatchRecognize withStatus(MatchRecognize m) {
    if (isTimedOut()) {
      return m;
    }
    return Trees.replace(
        m,
        node ->
            node instanceof Expression.Call call && Navigation.is(call, "MATCH_STATUS")
                ? Optional.of(new Expression.StringLiteral("COMPLETE", Span.NONE))
                : Optional.empty());
  }

  // ---- FROM stream

  private List<Define> sources() {
    return match.defines().stream().filter(d -> d.from().isPresent()).toList();
  }

  /** A merge with one more column that says where a row is from. */
  private record Origins(Relation.Merge merge, Optional<Alias> alias, Identifier column) {
    Relation relation(Resolved resolved) {
      Relation union = Merges.union(merge, resolved, Optional.of(column));
      return alias.isPresent() ? new Relation.Aliased(union, alias.get(), Span.NONE) : union;
    }

    Expression isFrom(String stream) {
      return new Expression.Binary(
          BinaryOperator.EQUAL,
          Navigation.column(column),
          new Expression.StringLiteral(stream, Span.NONE),
          Span.NONE);
    }
  }

  private Optional<Origins> origins() {
    if (sources().isEmpty()) {
      return Optional.empty();
    }
    Optional<Alias> alias =
        match.input() instanceof Relation.Aliased a ? Optional.of(a.alias()) : Optional.empty();
    Relation input = match.input() instanceof Relation.Aliased a ? a.relation() : match.input();
    if (!(input instanceof Relation.Merge merge)
        || !Merges.canBeUnion(merge, resolved)
        || alias.filter(a -> !a.columns().isEmpty()).isPresent()) {
      remark("FROM stream in DEFINE over this input");
      return Optional.empty();
    }
    if (isAllRows() || calls(match, "EVENTS")) {
      remark(
          "FROM stream in DEFINE where all columns of the rows are given: one that says where they are from would be among them");
      return Optional.empty();
    }
    String name = "origin";
    for (int i = 1; taken.contains(name); i++) {
      name = "origin_" + i;
    }
    taken.add(name);
    return Optional.of(new Origins(merge, alias, Identifier.of(name)));
  }

  private void collectDefinitions(Optional<Origins> origins) {
    for (Define define : match.defines()) {
      var parts = new ArrayList<Expression>();
      if (origins.isPresent()) {
        define
            .from()
            .ifPresent(
                from ->
                    parts.add(origins.get().isFrom(Merges.nameOf(origins.get().merge(), from))));
      }
      define.condition().ifPresent(parts::add);
      Gaps.and(parts).ifPresent(c -> definitions.put(names.variable(define.variable()), c));
    }
  }

  private MatchRecognize withDefinitions(MatchRecognize m, Map<String, Expression> conditions) {
    var defines = new ArrayList<Define>();
    conditions.forEach(
        (name, condition) ->
            defines.add(
                new Define(spelled(name), Optional.empty(), Optional.of(condition), Span.NONE)));
    if (defines.isEmpty()) {
      defines.add(
          new Define(
              spelled(names.mapped().get(0)),
              Optional.empty(),
              Optional.of(new Expression.BooleanLiteral(true, Span.NONE)),
              Span.NONE));
    }
    return new MatchRecognize(
        m.input(),
        m.partitionBy(),
        m.orderBy(),
        m.measures(),
        m.rows(),
        m.skip(),
        m.pattern(),
        m.within(),
        m.subsets(),
        defines,
        Span.NONE);
  }

  private static Identifier spelled(String name) {
    return Identifier.of(name);
  }

  // ---- gaps

  private MatchRecognize withoutGaps(MatchRecognize m) {
    if (isSkipNone()) {
      throw new NoStandardForm("gaps of a search for every match");
    }
    if (isTimedOut()) {
      throw new NoStandardForm("gaps where a match can end in one");
    }
    if (match.rows().equals(Optional.of(Rows.ALL_ROWS_WITH_UNMATCHED))) {
      throw new NoStandardForm("gaps whose rows are given as unmatched");
    }
    if (namesStreams()) {
      throw new NoStandardForm("gaps before rows of one of several streams");
    }
    var conditions = new RowConditions(names, isAggregate, free("M"));
    var gaps =
        new Gaps(
            names,
            conditions,
            name -> Optional.ofNullable(definitions.get(name)),
            resolved.time(match).map(Identifier::of),
            match.pattern(),
            taken,
            isAllRows());
    RowPattern pattern = gaps.rewrite();
    var measures =
        m.measures().stream()
            .map(p -> new Measure(conditions.ofUserRows(p.value()), p.name(), Span.NONE))
            .toList();
    var defined = new LinkedHashMap<String, Expression>();
    Set<String> remaining = variables(pattern);
    for (String name : names.variables()) {
      var parts = new ArrayList<Expression>();
      Optional.ofNullable(definitions.get(name))
          .ifPresent(c -> parts.add(conditions.ofUserRows(c)));
      parts.addAll(gaps.limitsOf(name));
      if (remaining.contains(name)) {
        Gaps.and(parts).ifPresent(c -> defined.put(name, c));
      }
    }
    for (var filler : gaps.fillers()) {
      if (remaining.contains(filler.name().text())) {
        filler.condition().ifPresent(c -> defined.put(filler.name().text(), c));
      }
    }
    var subsets = new ArrayList<>(m.subsets());
    if (conditions.usesUserRows()) {
      subsets.add(
          new Subset(
              conditions.userRows(),
              names.mapped().stream().map(StandardPattern::spelled).toList(),
              Span.NONE));
    }
    var result =
        withDefinitions(
            new MatchRecognize(
                m.input(),
                m.partitionBy(),
                m.orderBy(),
                measures,
                m.rows(),
                m.skip(),
                pattern,
                m.within(),
                subsets,
                m.defines(),
                Span.NONE),
            defined);
    checkNames(result, remaining);
    return result;
  }

  private Identifier free(String name) {
    String free = name;
    for (int i = 1; taken.contains(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + i;
    }
    taken.add(free.toLowerCase(Locale.ROOT));
    return Identifier.of(free);
  }

  /** The variables that stand in a pattern, by the spelling under which they are known. */
  private Set<String> variables(RowPattern p) {
    var found = new LinkedHashSet<String>();
    addVariables(p, found);
    return found;
  }

  private void addVariables(RowPattern p, Set<String> found) {
    if (p instanceof RowPattern.Variable v) {
      found.add(names.find(v.name()).orElse(v.name().text()));
    } else if (p instanceof RowPattern.Absent absent) {
      absent.variables().forEach(v -> found.add(names.variable(v)));
    }
    PatternNames.children(p).forEach(child -> addVariables(child, found));
  }

  /** A variable that was only unwanted in gaps stands in the pattern no more, so nothing else may name it. */
  private void checkNames(MatchRecognize result, Set<String> remaining) {
    var read = new LinkedHashSet<String>();
    result.measures().forEach(p -> read.addAll(names.read(p.value())));
    result.defines().forEach(d -> d.condition().ifPresent(c -> read.addAll(names.read(c))));
    names.subsets().values().forEach(read::addAll);
    match.skip().flatMap(Skip::variable).flatMap(names::find).ifPresent(read::add);
    for (String name : names.variables()) {
      if (read.contains(name) && !remaining.contains(name)) {
        throw new NoStandardForm("\"" + name + "\", which no row is mapped to, read elsewhere");
      }
    }
  }
}
