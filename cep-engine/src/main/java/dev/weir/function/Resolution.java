package dev.weir.function;

import dev.weir.type.DataType;
import java.util.List;

/** What became of a function's name and argument types. */
public sealed interface Resolution {

  /**
   * A scalar function that takes the arguments.
   *
   * @param arguments what to pass, in order of the method's parameters (the clock left out)
   * @param type the type of the call
   */
  record Scalar(ScalarFunction function, List<Argument> arguments, DataType type)
      implements Resolution {
    public Scalar {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An aggregate function that takes the arguments.
   *
   * @param arguments which of the given arguments each row passes, and what to cast them to; those
   *     that configure the function (a fraction, a separator) are not among them
   */
  record Aggregate(AggregateFunction function, List<Given> arguments) implements Resolution {
    public Aggregate {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * No function fits.
   *
   * @param reason why
   * @param message the headline in the user's words, without a place
   * @param candidates for an unknown name: every name there is, for {@code did you mean}; else the
   *     signatures that the function has, to be shown as help
   * @param argument the index of the argument at fault, or -1
   */
  record Failure(Reason reason, String message, List<String> candidates, int argument)
      implements Resolution {
    public Failure {
      candidates = List.copyOf(candidates);
    }
  }

  /** Kinds of failure. */
  enum Reason {
    UNKNOWN_NAME,
    WRONG_COUNT,
    WRONG_TYPES,
    /** An argument that configures the function is not a constant. */
    NOT_CONSTANT,
    /** A constant argument has a value that makes no sense: a pattern that does not compile. */
    WRONG_VALUE
  }

  /** One argument to pass. */
  sealed interface Argument permits Given, Prepared, Computed {}

  /** The given argument of this index, cast to a type (which may be its own already). */
  record Given(int index, DataType castTo) implements Argument {}

  /**
   * An object made once, when the call is resolved (a compiled pattern, a type), passed as a literal
   * of that value.
   */
  record Prepared(Object value) implements Argument {}

  /**
   * The result of another call, made for each row: a pattern that is no constant, a value turned
   * into JSON.
   */
  record Computed(ScalarFunction function, List<Argument> arguments, DataType type)
      implements Argument {
    public Computed {
      arguments = List.copyOf(arguments);
    }
  }
}
