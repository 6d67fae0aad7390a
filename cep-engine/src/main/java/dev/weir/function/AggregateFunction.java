package dev.weir.function;

import dev.weir.type.DataType;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Supplier;

/**
 * An aggregate function, resolved for its argument types.
 *
 * @param name in upper case
 * @param arguments the types that arguments are cast to before they are added
 * @param result the type of the result
 * @param resultNullable whether the result can be NULL
 * @param seesNulls whether rows with NULL arguments are added too, see {@link Accumulator}
 * @param accumulatorClass the public final class whose {@code add} generated code calls
 * @param addType the type of {@code add}: void, slot, then what it takes of the arguments, see
 *     {@link Accumulator}
 * @param factory makes a column of accumulators
 */
public record AggregateFunction(
    String name,
    List<DataType> arguments,
    DataType result,
    boolean resultNullable,
    boolean seesNulls,
    Class<? extends Accumulator> accumulatorClass,
    MethodType addType,
    Supplier<Accumulator> factory) {}
