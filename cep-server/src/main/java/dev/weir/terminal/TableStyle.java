package dev.weir.terminal;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The lines and signs between the cells of a table. */
enum TableStyle {
  PLAIN(" ", " | ", "", "", "") {
    @Override
    String rule(int[] widths, IntPredicate isNumber) {
      return frame(widths, "", "+", "", '-');
    }
  },
  BOX("│ ", " │ ", " │", "┌┬┐", "└┴┘") {
    @Override
    String rule(int[] widths, IntPredicate isNumber) {
      return frame(widths, "├", "┼", "┤", '─');
    }
  },
  MARKDOWN("| ", " | ", " |", "", "") {
    @Override
    String rule(int[] widths, IntPredicate isNumber) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean right = isNumber.test(i);
        line.append('|').append("-".repeat(widths[i] + (right ? 1 : 2))).append(right ? ":" : "");
      }
      return line.append('|').toString();
    }

    @Override
    String escape(String cell) {
      return cell.replace("|", "\\|");
    }
  };

  private final String left;
  private final String between;
  private final String right;
  private final String top;
  private final String bottom;

  TableStyle(String left, String between, String right, String top, String bottom) {
    this.left = left;
    this.between = between;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  /** The line between the names of the columns and the first row. */
  abstract String rule(int[] widths, IntPredicate isNumber);

  /** A cell so that nothing in it is taken for a sign of the table. */
  String escape(String cell) {
    return cell;
  }

  /** One line of cells, numbers to the right. */
  final String row(String[] cells, int[] widths, IntPredicate isNumber) {
    var line = new StringBuilder(left);
    for (int i = 0; i < cells.length; i++) {
      var blanks = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(cells[i])));
      boolean toTheRight = isNumber.test(i);
      line.append(i == 0 ? "" : between)
          .append(toTheRight ? blanks : "")
          .append(cells[i])
          .append(toTheRight ? "" : blanks);
    }
    return line.append(right).toString().stripTrailing();
  }

  /** The line above the names. */
  final Optional<String> head(int[] widths) {
    return edge(widths, top);
  }

  /** The line below the last row. */
  final Optional<String> foot(int[] widths) {
    return edge(widths, bottom);
  }

  private Optional<String> edge(int[] widths, String corners) {
    if (this != BOX) {
      return Optional.empty();
    }
    return Optional.of(
        frame(
            widths,
            corners.substring(0, 1),
            corners.substring(1, 2),
            corners.substring(2, 3),
            '─'));
  }

  private static String frame(
      int[] widths, String left, String between, String right, char stroke) {
    var line = new StringBuilder(left);
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : between).append(String.valueOf(stroke).repeat(widths[i] + 2));
    }
    return line.append(right).toString();
  }
}
