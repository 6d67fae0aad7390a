package dev.weir.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.weir.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Holds the shape of the source: which package may know which, and the few things only one of them may do. */
@AnalyzeClasses(packages = PackageMap.ROOT, importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final Set<String> CLOCK_METHODS =
      Set.of("nanoTime", "currentTimeMillis", "now", "systemUTC", "systemDefaultZone", "system");

  @ArchTest
  static final ArchRule importsPointUp =
      classes()
          .that()
          .resideOutsideOfPackage("dev.weir.grammar..")
          .should(useOnlyPackagesAboveTheirOwn())
          .because("a reader who starts at the top of the package map meets nothing unknown");

  @ArchTest
  static final ArchRule noCyclesBetweenPackages =
      slices().matching("dev.weir.(**)").should().beFreeOfCycles();

  /** So that one can be written outside of this project in the same way. */
  @ArchTest
  static final ArchRule formatsAndConnectorsKnowTheirContractAlone =
      noClasses()
          .that()
          .resideInAnyPackage("dev.weir.format..", "dev.weir.connect..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.weir..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "dev.weir.diagnostic..",
                              "dev.weir.connector..",
                              "dev.weir.time..",
                              "dev.weir.event..",
                              "dev.weir.type..",
                              "dev.weir.format..",
                              "dev.weir.connect.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheParserSeesAntlr =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.weir.parser..", "dev.weir.grammar..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.antlr..", "dev.weir.grammar..");

  /** All other time comes from the events or from a clock that is passed in: a test can set it, a restart repeats it. */
  @ArchTest
  static final ArchRule onlyTimeReadsTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.weir.time..", "dev.weir.cli..", "dev.weir.repl..", "dev.weir.grammar..")
          .should()
          .accessTargetWhere(readsTheClock());

  /** The engine only names where the sink to standard output goes unless its user says otherwise. */
  @ArchTest
  static final ArchRule nothingPrintsButTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.weir.cli..", "dev.weir.connect..", "dev.weir.grammar..")
          .and()
          .areNotAssignableTo(Engine.Builder.class)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  /** A package says what it is for. Read from the sources: the compiler keeps nothing of such a file. */
  @ArchTest
  static void everyPackageSaysItsPurpose(com.tngtech.archunit.core.domain.JavaClasses classes)
      throws IOException {
    assertThat(classes).isNotEmpty();
    try (var files = Files.find(Path.of(".."), 20, (file, a) -> isMainSource(file))) {
      var packages = files.map(Path::getParent).collect(toSet());

      assertThat(packages).isNotEmpty();
      assertThat(
              packages.stream()
                  .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                  .collect(toList()))
          .as("packages without a package-info.java")
          .isEmpty();
    }
  }

  private static boolean isMainSource(Path file) {
    var path = file.toString();
    return path.endsWith(".java") && path.contains("/src/main/java/");
  }

  private static ArchCondition<JavaClass> useOnlyPackagesAboveTheirOwn() {
    return new ArchCondition<>("use only packages above their own in the package map") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (var dependency : user.getDirectDependenciesFromSelf()) {
          var used = dependency.getTargetClass().getPackageName();
          if (isOnTheMap(used)) {
            PackageMap.objection(user.getPackageName(), used)
                .map(objection -> objection + ": " + dependency.getDescription())
                .ifPresent(text -> events.add(SimpleConditionEvent.violated(dependency, text)));
          }
        }
      }
    };
  }

  /** The generated parser stands outside the map: a rule of its own says who may see it. */
  private static boolean isOnTheMap(String javaPackage) {
    var isOurs =
        javaPackage.equals(PackageMap.ROOT) || javaPackage.startsWith(PackageMap.ROOT + ".");
    return isOurs && !javaPackage.startsWith("dev.weir.grammar");
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
    return DescribedPredicate.describe(
        "the clock of the machine is read",
        access -> {
          AccessTarget target = access.getTarget();
          var owner = target.getOwner();
          var isClock =
              owner.getPackageName().equals("java.time") || owner.isEquivalentTo(System.class);
          return isClock && CLOCK_METHODS.contains(target.getName());
        });
  }
}
