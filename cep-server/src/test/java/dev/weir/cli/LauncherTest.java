package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs {@code bin/weir} from an installation made up of the real script and a program that prints its arguments. Which
 * Java is found is tested with scripts in the place of {@code java}; the class archive with the Java of the test.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path REAL_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path temp;
  private Path home;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void install() throws IOException {
    home = temp.resolve("weir");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(Path.of("src/main/dist/bin/weir"), home.resolve("bin/weir"));
    writeProgram(home.resolve("lib/weir-cep-server-1.0.jar"));
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", temp.resolve("user").toString());
    environment.put("WEIR_CDS", "off");
  }

  /** A class archive may still be on its way when a test ends. */
  @AfterEach
  void settle() throws InterruptedException {
    waitUntil(() -> leftovers(temp).isEmpty());
  }

  @Test
  void noJavaAnywhere() {
    environment.put("PATH", temp.toString());

    var run = weir();

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err)
        .isEqualTo(
            "weir: no Java found: install Java 17 or newer and put it on the PATH, or set JAVA_HOME\n");
    assertThat(run.out).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_292", "11.0.2", "16"})
  void tooOldByItsOwnWord(String version) throws IOException {
    var java = script("old/java", "echo 'openjdk version \"" + version + "\" 2019-01-15' >&2");
    environment.put("PATH", java.getParent() + ":" + System.getenv("PATH"));

    var run = weir();

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err)
        .isEqualTo(
            "weir: Java 17 or newer is needed, but %s, named by the PATH, is Java %s%n"
                .formatted(java, version));
  }

  @Test
  void tooOldByItsReleaseFile() throws IOException {
    var java = script("jdk11/bin/java", "echo 'must not run'");
    Files.writeString(
        temp.resolve("jdk11/release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.20\"\n");
    environment.put("JAVA_HOME", temp.resolve("jdk11").toString());

    var run = weir();

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err)
        .isEqualTo(
            "weir: Java 17 or newer is needed, but %s, named by JAVA_HOME, is Java 11.0.20%n"
                .formatted(java));
    assertThat(run.out).isEmpty();
  }

  @Test
  void javaHomeWithoutJava() {
    environment.put("JAVA_HOME", temp.resolve("nothing here").toString());

    var run = weir();

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err)
        .contains(
            "no Java found at " + temp.resolve("nothing here/bin/java"), "named by JAVA_HOME");
  }

  @Test
  void brokenJavaIsShown() throws IOException {
    environment.put(
        "WEIR_JAVA", script("broken/java", "echo 'libjvm.so: gone'; exit 1").toString());

    var run = weir();

    assertThat(run.exitCode).isEqualTo(4);
    assertThat(run.err).contains("named by WEIR_JAVA, does not work", "libjvm.so: gone");
  }

  @Test
  void weirJavaComesBeforeJavaHomeAndPath() throws IOException {
    environment.put("WEIR_JAVA", script("a/bin/java", modernJava("chosen")).toString());
    environment.put("JAVA_HOME", temp.resolve("b").toString());
    script("b/bin/java", modernJava("not chosen"));

    assertThat(weir().out).startsWith("chosen ");
  }

  @Test
  void exitCodeIsTheProgramsOwn() throws IOException {
    environment.put("WEIR_JAVA", script("java", modernJava("x") + "\nexit 7").toString());

    assertThat(weir().exitCode).isEqualTo(7);
  }

  @Test
  void optionsReachTheVirtualMachineBeforeTheMainClass() throws IOException {
    environment.put("WEIR_JAVA", script("java", modernJava("java")).toString());
    environment.put("WEIR_OPTS", "-Xmx2g -XX:+UseParallelGC");

    var run = weir("run", "x.sql");

    assertThat(run.out).containsSubsequence(" -Xmx2g ", " dev.weir.cli.Main run x.sql");
    assertThat(run.out).contains("-XX:+UseParallelGC").doesNotContain("UseSerialGC");
  }

  @Test
  void argumentsArePassedOnUntouched() {
    useRealJava();

    var run = weir("run", "-c", "SELECT '*' AS \"a  b\"", "", "$HOME `x` \\n", "ä");

    assertThat(run.err).isEmpty();
    assertThat(run.out).isEqualTo("run|-c|SELECT '*' AS \"a  b\"||$HOME `x` \\n|ä\n");
  }

  @Test
  void calledThroughLinksFromAnotherFolder() throws IOException {
    useRealJava();
    var links = Files.createDirectories(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("second"), home.resolve("bin/weir"));
    Files.createSymbolicLink(links.resolve("first"), Path.of("second"));

    assertThat(execute(temp, List.of(links.resolve("first").toString(), "a")).out).isEqualTo("a\n");
    assertThat(execute(links, List.of("./first", "a")).out).isEqualTo("a\n");
    environment.put("PATH", links + ":" + System.getenv("PATH"));
    assertThat(execute(temp, List.of("sh", "-c", "first a")).out).isEqualTo("a\n");
  }

  @Test
  void everyPathMayContainBlanks() throws IOException {
    var spaced = Files.createDirectories(temp.resolve("my programs")).resolve("weir 1");
    Files.move(home, spaced);
    home = spaced;
    var jdk = Files.createDirectories(temp.resolve("my jdk/bin"));
    Files.createSymbolicLink(jdk.resolve("java"), REAL_JAVA);
    environment.put("JAVA_HOME", jdk.getParent().toString());
    environment.put("WEIR_CDS", "create");

    assertThat(weir()).isEqualTo(new Run(0, "", ""));
    assertThat(archives(home.resolve("lib"))).hasSize(1);

    environment.remove("WEIR_CDS");
    assertThat(weir("a b")).isEqualTo(new Run(0, "a b\n", ""));
  }

  @Test
  void nothingBuiltYet() throws IOException {
    Files.delete(home.resolve("lib/weir-cep-server-1.0.jar"));

    var run = weir();

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.err).contains("mvn -DskipTests package");
  }

  @Test
  void theFirstRunsMakeOneArchiveAndSayNothingOfIt() throws Exception {
    useRealJava();
    environment.remove("WEIR_CDS");

    var runs = new ArrayList<Process>();
    for (var i = 0; i < 4; i++) {
      runs.add(start(temp, List.of(home.resolve("bin/weir").toString(), "run " + i)));
    }
    for (var i = 0; i < runs.size(); i++) {
      assertThat(finish(runs.get(i))).isEqualTo(new Run(0, "run " + i + "\n", ""));
    }

    var lib = home.resolve("lib");
    waitUntil(() -> archives(lib).size() == 1 && leftovers(lib).isEmpty());
    assertThat(loadedFromArchive(home)).isTrue();
  }

  @Test
  void aMovedInstallationDoesNotTrustItsArchive() throws Exception {
    useRealJava();
    environment.put("WEIR_CDS", "create");
    weir();
    Files.move(home, temp.resolve("moved"));
    home = temp.resolve("moved");
    environment.remove("WEIR_CDS");

    assertThat(weir("a")).isEqualTo(new Run(0, "a\n", ""));
    waitUntil(() -> loadedFromArchive(home));
  }

  @Test
  void aReadOnlyInstallationKeepsItsArchiveInTheUsersCache() throws Exception {
    var command = readOnlyInstallation();
    var cache = Files.createDirectories(temp.resolve("cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    environment.put("XDG_CACHE_HOME", cache.toString());

    assertThat(execute(temp, command)).isEqualTo(new Run(0, "a\n", ""));

    waitUntil(() -> archives(cache).size() == 1 && leftovers(cache).isEmpty());
    assertThat(archives(home.resolve("lib"))).isEmpty();
    environment.put("WEIR_OPTS", "-Xlog:class+load=info");
    assertThat(execute(temp, command).out)
        .contains("dev.weir.cli.Main source: shared objects file");
  }

  @ParameterizedTest
  @CsvSource({"weir/bin/weir", "/proc/nowhere", "/", "with:colon"})
  void aCacheThatCannotBeUsedIsNoReasonToFail(String cache) throws IOException {
    var command = readOnlyInstallation();
    environment.put("XDG_CACHE_HOME", temp.resolve(cache).toString());

    assertThat(execute(temp, command)).isEqualTo(new Run(0, "a\n", ""));
    assertThat(execute(temp, command)).isEqualTo(new Run(0, "a\n", ""));
  }

  @Test
  void noUserAndNoCache() throws IOException {
    var command = readOnlyInstallation();
    environment.remove("HOME");

    assertThat(execute(temp, command)).isEqualTo(new Run(0, "a\n", ""));
  }

  /** Returns the command that runs {@code weir a} where the installation cannot be written. */
  private List<String> readOnlyInstallation() throws IOException {
    var command = new ArrayList<String>();
    var lib = home.resolve("lib");
    Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (Files.isWritable(lib)) { // the superuser may write everywhere
      var setpriv = "/usr/bin/setpriv";
      assumeTrue(Files.isExecutable(Path.of(setpriv)), "superuser without setpriv");
      command.addAll(List.of(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(List.of(home.resolve("bin/weir").toString(), "a"));
    useRealJava();
    environment.remove("WEIR_CDS");
    return command;
  }

  private void useRealJava() {
    environment.put("WEIR_JAVA", REAL_JAVA.toString());
  }

  private Run weir(String... arguments) {
    var command = new ArrayList<>(List.of(home.resolve("bin/weir").toString()));
    command.addAll(List.of(arguments));
    return execute(temp, command);
  }

  private Run execute(Path folder, List<String> command) {
    return finish(start(folder, command));
  }

  private Process start(Path folder, List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      var process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run finish(Process process) {
    try {
      var out = new String(process.getInputStream().readAllBytes(), UTF_8);
      var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
      return new Run(process.waitFor(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the launcher ran", e);
    }
  }

  private boolean loadedFromArchive(Path installation) {
    environment.remove("WEIR_CDS");
    environment.put("WEIR_OPTS", "-Xlog:class+load=info");
    var run = execute(temp, List.of(installation.resolve("bin/weir").toString()));
    environment.remove("WEIR_OPTS");
    return run.out.contains("dev.weir.cli.Main source: shared objects file");
  }

  private static List<Path> archives(Path folder) {
    return find(folder, ".*\\.jsa");
  }

  /** Locks and unfinished archives. */
  private static List<Path> leftovers(Path folder) {
    return find(folder, ".*\\.jsa\\.(lock|[0-9]+)");
  }

  private static List<Path> find(Path folder, String name) {
    // One level at a time by hand: another process renames files in these folders meanwhile.
    var found = new ArrayList<Path>();
    var children = folder.toFile().listFiles();
    for (var child : children == null ? new File[0] : children) {
      if (child.getName().matches(name)) {
        found.add(child.toPath());
      } else if (child.isDirectory()) {
        found.addAll(find(child.toPath(), name));
      }
    }
    return found;
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("nanoseconds past the deadline").isNegative();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** A script in the place of java that says it is version 17, or prints {@code name} and its arguments. */
  private static String modernJava(String name) {
    return """
        if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit 0; fi
        echo %s "$@"\
        """
        .formatted(name);
  }

  private Path script(String name, String body) throws IOException {
    var file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  /** Writes a jar whose main class prints its arguments with bars between them. */
  private void writeProgram(Path jar) throws IOException {
    var source = temp.resolve("source/dev/weir/cli/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package dev.weir.cli;
        public class Main {
          public static void main(String[] args) {
            var out = new java.io.PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
            out.println(String.join("|", args));
          }
        }
        """);
    var exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", source.toString());
    assertThat(exitCode).isZero();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("dev/weir/cli/Main.class"));
      out.write(Files.readAllBytes(source.resolveSibling("Main.class")));
    }
  }

  private record Run(int exitCode, String out, String err) {}
}
