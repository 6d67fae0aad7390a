package dev.weir.slt;

import dev.weir.time.Clock;
import dev.weir.time.WallClock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Runs test files. Keeps nothing between them. */
public final class SltRunner {
  /** Measures how long cases take; their own clock is virtual. */
  private final Clock clock = new WallClock();

  /**
   * A file with its expectations written anew.
   *
   * @param text the whole file
   * @param changed how many blocks were written
   * @param remaining what cannot be written: statements that do the opposite of what they should, blocks in a
   *     {@code foreach}
   */
  public record Rewritten(String text, int changed, List<Failure> remaining) {}

  /** Runs all cases of a file, each in all its variants. */
  public List<CaseResult> run(SltFile file) {
    return file.cases().stream().map(test -> run(file, test)).toList();
  }

  /** Runs one case in all its variants; after a variant that fails, the others are left out. */
  public CaseResult run(SltFile file, SltCase test) {
    long start = clock.nanoTime();
    int variants = 0;
    List<Failure> failures = List.of();
    var skipped = "";
    for (var variant : Variant.of(test)) {
      var run = new CaseRun(file, test, variant);
      run.run();
      variants++;
      failures = run.failures();
      skipped = run.skipped();
      if (!failures.isEmpty() || !skipped.isEmpty()) {
        break;
      }
    }
    return new CaseResult(
        file.name(),
        test.name(),
        test.line(),
        variants,
        failures,
        skipped,
        clock.nanoTime() - start);
  }

  /**
   * Runs all cases in the plain variant and writes what came out.
   *
   * @param onlyMissing whether expectations that are there stay as they are
   */
  public Rewritten rewrite(SltFile file, boolean onlyMissing) {
    Map<Expectation, List<String>> actual = new IdentityHashMap<>();
    var failures = new ArrayList<Failure>();
    for (var test : file.cases()) {
      var run = new CaseRun(file, test, Variant.PLAIN);
      run.run();
      actual.putAll(run.actual());
      failures.addAll(run.failures());
    }
    return SltWriter.rewrite(file, actual, failures, onlyMissing);
  }
}
