/**
 * SKIP NONE for patterns whose conditions are all local: every match there is, at a cost per row that
 * depends neither on the window nor on the number of partial matches. Partial matches are kept united
 * in a graph that is walked to list what a row completes; or only counted.
 *
 * <p>After Bucchi, Grez, Quintana, Riveros, Vansummeren: CORE, a complex event recognition engine
 * (PVLDB 15, 2022).
 */
package dev.weir.pattern.union;
