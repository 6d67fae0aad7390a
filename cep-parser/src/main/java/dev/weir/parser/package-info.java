/**
 * From text to syntax trees and to all messages about the text: {@link dev.weir.parser.Parser}. The only package that sees ANTLR.
 *
 * <p>Tokens are read once for the whole text and cut at semicolons; each statement is parsed by itself, so a mistake in one
 * hides nothing in the next. A statement that does not parse is looked at again, token by token, by {@link
 * dev.weir.parser.Viability}: it knows what could have stood at each place, and with that {@link dev.weir.parser.Repair} finds the
 * smallest change after which reading can go on. That change is the message.
 */
package dev.weir.parser;
