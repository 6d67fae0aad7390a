package dev.weir.pattern.ordered;

import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.match.MatchParts;
import dev.weir.plan.MatchSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An automaton as the matcher runs it. A state of the automaton that has taken a row is an {@link Entry} here: the
 * ordered places where runs stay behind it, each with steps of one kind, so that gaps, ends and the
 * rows that must come next are runs of their own, in the order of their preference. Places with the same
 * steps are one, whatever was taken before: so the runs of {@code (A|B)*} are one run.
 */
final class Program {
  /**
   * A step from the start, in order of preference: a row to take or, if {@code take} is null, an empty match.
   */
  record Start(Take take, boolean onlyFirst) {}

  private record Must(List<Automaton.Step> takes) {}

  private final Automaton automaton;
  private final Condition[] conditions;
  private final boolean all;
  private final List<State> states = new ArrayList<>();
  private final Map<Object, State> known = new HashMap<>();
  private final Entry[] entries;
  private final List<Start> starts = new ArrayList<>();

  private final boolean mergesAttempts;
  private final boolean timed;
  private final boolean endsInOrder;

  /** @param conditions by variable; null where everything is local */
  Program(MatchParts parts, ConditionReads reads, Condition[] conditions) {
    this.automaton = parts.automaton();
    this.conditions = conditions;
    this.all = parts.spec().skip().kind() == MatchSpec.Skip.Kind.NONE;
    this.entries = new Entry[automaton.states().size()];
    for (int i = 0; i < entries.length; i++) {
      if (automaton.states().get(i) instanceof Automaton.Matched matched) {
        entries[i] = new Entry(matched.label(), matched.excluded());
      }
    }
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] != null) {
        fill(entries[i], (Automaton.Matched) automaton.states().get(i));
      }
    }
    addStarts();
    var live =
        new Liveness(
            states,
            presentEntries(),
            reads.registers(),
            parts.aggregates().size(),
            automaton.groups().size(),
            readsByLabel(parts, reads));
    live.solve();
    states.forEach(this::complete);
    boolean ownLimits = !automaton.groups().isEmpty();
    for (var state : states) {
      ownLimits |= state.micros >= 0 || !state.takesRows();
    }
    this.endsInOrder = !ownLimits;
    boolean anyLimit = ownLimits || parts.spec().withinMicros() >= 0;
    this.timed = anyLimit || !automaton.quietBefore().isEmpty();
    this.mergesAttempts =
        !anyLimit && parts.spec().skip().kind() == MatchSpec.Skip.Kind.PAST_LAST_ROW;
  }

  private static BitSet[] readsByLabel(MatchParts parts, ConditionReads reads) {
    var byLabel = new BitSet[parts.spec().variables().size()];
    for (int label = 0; label < byLabel.length; label++) {
      byLabel[label] = new BitSet();
      reads.addReads(label, byLabel[label]);
    }
    return byLabel;
  }

  private List<Entry> presentEntries() {
    var present = new ArrayList<Entry>();
    for (var entry : entries) {
      if (entry != null) {
        present.add(entry);
      }
    }
    return present;
  }

  // ---- building

  private void fill(Entry entry, Automaton.Matched matched) {
    var places = new ArrayList<State>();
    var takes = new ArrayList<Automaton.Step>();
    for (var step : matched.steps()) {
      if (step instanceof Automaton.Take) {
        takes.add(step);
        continue;
      }
      addMust(takes, places);
      if (step instanceof Automaton.EnterGap gap) {
        places.add(waiting((Automaton.Waiting) automaton.states().get(gap.waiting())));
      } else if (step instanceof Automaton.AcceptLater later) {
        if (!later.onlyFirst()) {
          places.add(later(automaton.states().get(later.state())));
        }
      } else if (step instanceof Automaton.Accept accept && !accept.onlyFirst()) {
        entry.accepts = true;
        if (!all) {
          break;
        }
      }
    }
    addMust(takes, places);
    entry.states = places.toArray(State[]::new);
  }

  private void addMust(List<Automaton.Step> takes, List<State> places) {
    if (takes.isEmpty()) {
      return;
    }
    var key = new Must(List.copyOf(takes));
    takes.clear();
    var state = known.get(key);
    if (state == null) {
      state = add(key, State.Kind.MUST_TAKE, false, 0, -1, new int[0]);
      state.takes = takes(key.takes);
    }
    places.add(state);
  }

  private State waiting(Automaton.Waiting waiting) {
    var state = known.get(waiting);
    if (state == null) {
      state =
          add(
              waiting,
              State.Kind.WAITING,
              waiting.any(),
              waiting.unwanted().bits(),
              waiting.limitMicros(),
              ints(waiting.groups()));
      state.takes = takes(waiting.steps());
    }
    return state;
  }

  private State later(Automaton.State end) {
    var state = known.get(end);
    if (state == null) {
      state =
          end instanceof Automaton.Quiet quiet
              ? add(
                  end, State.Kind.QUIET, false, quiet.unwanted().bits(), quiet.micros(), new int[0])
              : add(end, State.Kind.AT_END, false, 0, -1, new int[0]);
    }
    return state;
  }

  private State add(
      Object key, State.Kind kind, boolean any, long unwanted, long micros, int[] groups) {
    var state = new State(states.size(), kind, any, unwanted, micros, groups);
    states.add(state);
    known.put(key, state);
    return state;
  }

  private Take[] takes(List<Automaton.Step> steps) {
    return steps.stream().map(step -> take((Automaton.Take) step)).toArray(Take[]::new);
  }

  private Take take(Automaton.Take step) {
    var matched = (Automaton.Matched) automaton.states().get(step.target());
    return new Take(
        matched.label(),
        1L << matched.label(),
        conditions[matched.label()],
        ints(step.opens()),
        matched.groups().stream()
            .filter(group -> !step.opens().contains(group))
            .mapToInt(Integer::intValue)
            .toArray(),
        step.onlyFirst(),
        step.quietBefore(),
        entries[step.target()]);
  }

  /** Before the first row there is no gap, and nothing that could come later completes an empty match. */
  private void addStarts() {
    for (var step : automaton.states().get(Automaton.START).steps()) {
      if (step instanceof Automaton.Take take) {
        starts.add(new Start(take(take), take.onlyFirst()));
      } else if (step instanceof Automaton.EnterGap gap) {
        for (var take : automaton.states().get(gap.waiting()).steps()) {
          starts.add(new Start(take((Automaton.Take) take), false));
        }
      } else if (step instanceof Automaton.Accept accept && !all) {
        starts.add(new Start(null, accept.onlyFirst()));
      }
    }
  }

  private void complete(State state) {
    state.reacts = state.unwanted;
    state.limited = state.micros >= 0 || state.groups.length > 0;
    boolean allLimited = state.takes.length > 0;
    for (var take : state.takes) {
      state.reacts |= take.bit();
      allLimited &= take.continues().length > 0;
    }
    state.limited |= allLimited;
    if (state.kind == State.Kind.MUST_TAKE || state.kind == State.Kind.AT_END) {
      state.reacts = State.ANY_ROW;
    }
  }

  static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  // ---- what the matcher asks

  State state(int number) {
    return states.get(number);
  }

  int size() {
    return states.size();
  }

  List<Start> starts() {
    return starts;
  }

  /** The variables of which a row must satisfy one to change any run; {@link State#ANY_ROW} if all rows do. */
  long reacts() {
    long reacts = 0;
    for (var state : states) {
      reacts |= state.reacts;
    }
    return reacts;
  }

  long groupMicros(int group) {
    return automaton.groups().get(group);
  }

  int groups() {
    return automaton.groups().size();
  }

  List<Automaton.QuietBefore> quietBefore() {
    return automaton.quietBefore();
  }

  /**
   * Whether of equal runs of different attempts only that of the earliest is needed. That is so where
   * the search goes on behind a match, and only taking further rows completes one: if that run
   * leads to a match, the match covers the later starts.
   */
  boolean mergesAttempts() {
    return mergesAttempts;
  }

  /** Whether attempts end in the order in which they began: by WITHIN of the whole match alone. */
  boolean endsInOrder() {
    return endsInOrder;
  }

  /** Whether time alone ends a run. */
  boolean isTimed() {
    return timed;
  }
}
