package dev.weir.function;

import java.lang.invoke.MethodType;

/**
 * A scalar function, resolved: a public static Java method that generated code calls.
 *
 * @param name in upper case
 * @param owner the public class of the method
 * @param methodType parameter and return types are the storage types of {@link
 *     dev.weir.type.Storage} ({@code boolean int long double} or a reference type). A parameter of
 *     type {@code Object} takes any storage, boxed; a result of type {@code Object} is boxed as in
 *     {@link dev.weir.type.Storage}, whatever the storage of the call's type. If the first
 *     parameter is {@link dev.weir.time.Clock} it is the engine's clock, not an argument. If {@code
 *     varargs}, the last parameter is an array that takes the remaining arguments
 * @param strict NULL if any argument is NULL, without a call. Otherwise every argument is passed
 *     boxed as {@code Object}, null for NULL
 * @param deterministic the same arguments give the same result, so it can be folded
 * @param mayReturnNull the method may return null (its return type is then a reference type: a box
 *     for primitive storages)
 */
public record ScalarFunction(
    String name,
    Class<?> owner,
    String method,
    MethodType methodType,
    boolean varargs,
    boolean strict,
    boolean deterministic,
    boolean mayReturnNull) {}
