package dev.weir.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.weir.event.RowError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Patterns in text. Regular expressions run in time linear in the text, whatever the pattern
 * (RE2/J); groups are numbered from 1 and 0 is the whole match.
 */
public final class PatternFunctions {
  private PatternFunctions() {}

  public static boolean like(String text, LikeMatcher pattern) {
    return pattern.matches(text);
  }

  /** Whether the whole text has the form of the pattern. */
  public static boolean similar(String text, Pattern pattern) {
    return pattern.matcher(text).find();
  }

  /** Whether the pattern occurs in the text. */
  public static boolean regexpLike(String text, Pattern pattern) {
    return pattern.matcher(text).find();
  }

  public static int regexpCount(String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /** Where the first match begins, 0 if there is none. */
  public static int regexpInstr(String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? text.codePointCount(0, matcher.start()) + 1 : 0;
  }

  /** The first match, or null. */
  public static String regexpSubstr(String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group() : null;
  }

  /** A group of the first match; null if there is no match or the group took no part in it. */
  public static String regexpExtract(String text, Pattern pattern, int group) {
    if (group < 0 || group > pattern.groupCount()) {
      throw new RowError(
          "the pattern has " + pattern.groupCount() + " groups, not a group " + group);
    }
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(group) : null;
  }

  /** The groups of the first match, or the match itself if there is no group; null for no match. */
  public static List<Object> regexpMatch(String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? groups(matcher) : null;
  }

  /** {@link #regexpMatch} for every match. */
  public static List<Object> regexpMatches(String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    var matches = new ArrayList<>();
    while (matcher.find()) {
      matches.add(groups(matcher));
    }
    return Collections.unmodifiableList(matches);
  }

  private static List<Object> groups(Matcher matcher) {
    if (matcher.groupCount() == 0) {
      return List.of(matcher.group());
    }
    var groups = new Object[matcher.groupCount()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = matcher.group(i + 1);
    }
    return Collections.unmodifiableList(Arrays.asList(groups));
  }

  /** Replaces the first match. {@code \1} to {@code \9} are groups, {@code \&} the match. */
  public static String regexpReplace(String text, Pattern pattern, String replacement) {
    return replace(text, pattern, replacement, false);
  }

  /** Replaces the first match, or with flag {@code g} all of them. */
  public static String regexpReplace(
      String text, Pattern pattern, String replacement, String flags) {
    return replace(text, pattern, replacement, flags.indexOf('g') >= 0);
  }

  private static String replace(String text, Pattern pattern, String replacement, boolean all) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    var out = new StringBuilder();
    int copied = 0;
    do {
      out.append(text, copied, matcher.start());
      appendReplacement(out, matcher, replacement);
      copied = matcher.end();
    } while (all && matcher.find());
    return out.append(text, copied, text.length()).toString();
  }

  private static void appendReplacement(StringBuilder out, Matcher matcher, String replacement) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c != '\\' || i + 1 == replacement.length()) {
        out.append(c);
        continue;
      }
      char next = replacement.charAt(++i);
      int group = next == '&' ? 0 : next - '0';
      if (next == '&' || next >= '1' && next <= '9') {
        String text = group <= matcher.groupCount() ? matcher.group(group) : null;
        out.append(text == null ? "" : text);
      } else {
        out.append(next == '\\' ? "\\" : "\\" + next);
      }
    }
  }

  /** The parts between the matches. */
  public static List<Object> regexpSplit(String text, Pattern pattern) {
    var parts = new ArrayList<>();
    var matcher = pattern.matcher(text);
    int end = 0;
    while (matcher.find()) {
      boolean empty = matcher.end() == matcher.start();
      if (empty && (matcher.start() == 0 || matcher.start() == text.length())) {
        continue;
      }
      parts.add(text.substring(end, matcher.start()));
      end = matcher.end();
    }
    parts.add(text.substring(end));
    return Collections.unmodifiableList(parts);
  }
}
