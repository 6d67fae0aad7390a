package dev.weir.slt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results in the XML form that build servers read: a suite per file, a test case per case. */
public final class JUnitXml {
  private JUnitXml() {}

  /** The whole document. */
  public static String of(List<CaseResult> results) {
    Map<String, List<CaseResult>> files = new LinkedHashMap<>();
    results.forEach(
        result -> files.computeIfAbsent(result.file(), f -> new ArrayList<>()).add(result));
    var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites").append(counts(results)).append(">\n");
    files.forEach((file, cases) -> suite(out, file, cases));
    return out.append("</testsuites>\n").toString();
  }

  private static void suite(StringBuilder out, String file, List<CaseResult> cases) {
    out.append("  <testsuite name=\"")
        .append(escape(file))
        .append('"')
        .append(counts(cases))
        .append(">\n");
    for (var result : cases) {
      out.append("    <testcase classname=\"")
          .append(escape(file))
          .append("\" name=\"")
          .append(escape(result.name()))
          .append("\" file=\"")
          .append(escape(file))
          .append("\" line=\"")
          .append(result.line())
          .append("\" time=\"")
          .append(seconds(result.nanos()));
      if (result.failed()) {
        out.append("\">\n");
        for (var failure : result.failures()) {
          out.append("      <failure message=\"")
              .append(escape(failure.location() + ": " + failure.headline()))
              .append("\">")
              .append(escape(failure.text()))
              .append("</failure>\n");
        }
        out.append("    </testcase>\n");
      } else if (result.wasSkipped()) {
        out.append("\">\n      <skipped message=\"")
            .append(escape(result.skipped()))
            .append("\"/>\n    </testcase>\n");
      } else {
        out.append("\"/>\n");
      }
    }
    out.append("  </testsuite>\n");
  }

  private static String counts(List<CaseResult> results) {
    return " tests=\""
        + results.size()
        + "\" failures=\""
        + results.stream().filter(CaseResult::failed).count()
        + "\" errors=\"0\" skipped=\""
        + results.stream().filter(CaseResult::wasSkipped).count()
        + "\" time=\""
        + seconds(results.stream().mapToLong(CaseResult::nanos).sum())
        + "\"";
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }

  /** Characters that XML 1.0 cannot hold, even escaped, become U+FFFD. */
  private static String escape(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
