package dev.weir.codegen;

import dev.weir.event.RowError;
import dev.weir.function.Accumulator;
import dev.weir.function.AggregateFunction;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.DataType;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Accumulators that remember what they were given, one per way of passing arguments. */
public final class LoggingAccumulators {
  private LoggingAccumulators() {}

  /** The part that all share: a list of texts per slot. */
  public abstract static class Logging extends Accumulator {
    private final List<List<String>> slots = new ArrayList<>();

    final void log(int slot, Object... values) {
      slots.get(slot).add(java.util.Arrays.toString(values));
    }

    final List<String> logged(int slot) {
      return slots.get(slot);
    }

    @Override
    public void ensureSlots(int count) {
      while (slots.size() < count) {
        slots.add(new ArrayList<>());
      }
    }

    @Override
    public void reset(int slot) {
      slots.get(slot).clear();
    }

    @Override
    public void merge(int into, int from) {
      slots.get(into).addAll(slots.get(from));
    }

    @Override
    public void copy(int into, int from) {
      slots.set(into, new ArrayList<>(slots.get(from)));
    }

    @Override
    public boolean isNull(int slot) {
      return slots.get(slot).isEmpty();
    }

    @Override
    public void write(int slot, StateWriter out) {
      out.writeString(String.join(";", slots.get(slot)));
    }

    @Override
    public void read(int slot, StateReader in) {
      String text = in.readString();
      slots.get(slot).addAll(text.isEmpty() ? List.of() : List.of(text.split(";")));
    }
  }

  /** Takes one long; its result is the number of rows. */
  public static final class Longs extends Logging {
    public void add(int slot, long value) {
      log(slot, value);
    }

    @Override
    public long resultLong(int slot) {
      return logged(slot).size();
    }
  }

  /** Takes nothing; its result is the number of rows as an int. */
  public static final class Rows extends Logging {
    public void add(int slot) {
      log(slot);
    }

    @Override
    public int resultInt(int slot) {
      return logged(slot).size();
    }
  }

  /** Takes a double and a boxed value; its result is a text of all. */
  public static final class Pairs extends Logging {
    public void add(int slot, double first, Object second) {
      log(slot, first, second);
    }

    @Override
    public Object resultObject(int slot) {
      return String.join(" ", logged(slot));
    }
  }

  /** Takes boxed values, NULL too; fails above two rows. */
  public static final class Boxes extends Logging {
    public void add(int slot, Object first, Object second) {
      log(slot, first, second);
    }

    @Override
    public double resultDouble(int slot) {
      if (logged(slot).size() > 2) {
        throw new RowError("too many rows");
      }
      return logged(slot).size() / 2.0;
    }
  }

  /** Whether there was a row. */
  public static final class Any extends Logging {
    public void add(int slot, boolean value) {
      log(slot, value);
    }

    @Override
    public boolean resultBoolean(int slot) {
      return true;
    }
  }

  static AggregateFunction function(
      Class<? extends Logging> type,
      DataType result,
      boolean seesNulls,
      Supplier<Accumulator> factory,
      Class<?>... parameters) {
    return new AggregateFunction(
        type.getSimpleName(),
        List.of(),
        result,
        true,
        seesNulls,
        type,
        MethodType.methodType(void.class, int.class, parameters),
        factory);
  }
}
