package dev.weir.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.function.Resolution.Failure;
import dev.weir.function.Resolution.Given;
import dev.weir.function.Resolution.Prepared;
import dev.weir.function.Resolution.Reason;
import dev.weir.type.DataType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionRegistryTest {
  private final FunctionRegistry registry = FunctionRegistry.builtIn();

  private Resolution scalar(String name, DataType... types) {
    return registry.resolveScalar(name, List.of(types), noConstants(types.length));
  }

  private static List<Optional<Object>> noConstants(int count) {
    var constants = new ArrayList<Optional<Object>>();
    for (int i = 0; i < count; i++) {
      constants.add(Optional.empty());
    }
    return constants;
  }

  @Test
  void everyFormNamesAMethodThatExists() throws Exception {
    var lookup = MethodHandles.publicLookup();
    int forms = 0;
    var missing = new ArrayList<String>();
    for (var entry : ScalarTable.entries().values()) {
      for (var signature : entry.signatures()) {
        var type = FunctionRegistry.methodType(signature);
        try {
          lookup.findStatic(entry.owner(), signature.method(), type);
        } catch (NoSuchMethodException e) {
          missing.add(entry.owner().getSimpleName() + "." + signature.method() + type);
        }
        forms++;
      }
    }
    assertThat(missing).isEmpty();
    for (var preparation : Preparation.values()) {
      var type = MethodType.methodType(preparation.type(), String.class);
      var method =
          preparation.isRemembered()
              ? lookup.findStatic(
                  PreparedTexts.class,
                  preparation.method(),
                  type.insertParameterTypes(0, PreparedTexts.class))
              : lookup.findStatic(Prepare.class, preparation.method(), type);
      assertThat(method).isNotNull();
    }
    assertThat(forms).isGreaterThan(200);
  }

  @Test
  void everyFunctionIsDocumented() {
    var documentation = registry.documentation();
    assertThat(documentation).hasSizeGreaterThan(200);
    for (var doc : documentation) {
      assertThat(doc.description())
          .describedAs(doc.name())
          .isNotBlank()
          .doesNotEndWith(".")
          .doesNotContain("\n");
      assertThat(doc.signature()).startsWith(doc.name() + "(").contains(" -> ");
    }
    assertThat(registry.documentation("lpad").orElseThrow().signature())
        .isEqualTo(
            "LPAD(text VARCHAR, length INTEGER) -> VARCHAR\n"
                + "LPAD(text VARCHAR, length INTEGER, fill VARCHAR) -> VARCHAR");
  }

  /** The names of LANGUAGE.md, chapter 10. CASE, COALESCE and CAST are expressions of their own. */
  @Test
  void everyNameOfTheLanguageIsThere() {
    var scalars =
        "EXTRACT DATE_TRUNC FLOOR FLOOR_TIME DATE_BIN NULLIF GREATEST LEAST JSON_VALUE JSON_QUERY JSON_EXISTS ST_DISTANCE "
            + "REGEXP_LIKE REGEXP_REPLACE REGEXP_SUBSTR REGEXP_MATCHES PROCTIME CORRECTED_TIME RECEIVED_TIME";
    for (var name : scalars.split(" ")) {
      assertThat(registry.isScalar(name)).describedAs(name).isTrue();
    }
    var aggregates =
        "COUNT SUM AVG MIN MAX STDDEV_POP STDDEV_SAMP VAR_POP VAR_SAMP CORR APPROX_COUNT_DISTINCT APPROX_PERCENTILE "
            + "PERCENTILE_CONT MIN_BY MAX_BY FIRST_VALUE LAST_VALUE ARRAY_AGG STRING_AGG BOOL_AND BOOL_OR HISTOGRAM TOP_K";
    for (var name : aggregates.split(" ")) {
      assertThat(registry.isAggregate(name)).describedAs(name).isTrue();
    }
  }

  @Test
  void theCheapestFormIsTaken() {
    assertThat(((Resolution.Scalar) scalar("abs", DataType.TINYINT)).type())
        .isEqualTo(DataType.INTEGER);
    assertThat(((Resolution.Scalar) scalar("Abs", DataType.BIGINT)).type())
        .isEqualTo(DataType.BIGINT);
    assertThat(((Resolution.Scalar) scalar("ABS", DataType.decimal(7, 2))).type())
        .isEqualTo(DataType.decimal(7, 2));
    assertThat(((Resolution.Scalar) scalar("ABS", DataType.REAL)).type())
        .isEqualTo(DataType.DOUBLE);
    var sqrt = (Resolution.Scalar) scalar("SQRT", DataType.INTEGER);
    assertThat(sqrt.arguments()).containsExactly(new Given(0, DataType.DOUBLE));
    var greatest =
        (Resolution.Scalar) scalar("GREATEST", DataType.INTEGER, DataType.DOUBLE, DataType.NULL);
    assertThat(greatest.type()).isEqualTo(DataType.DOUBLE);
    assertThat(greatest.arguments()).hasSize(3).contains(new Given(0, DataType.DOUBLE));
    var element =
        (Resolution.Scalar) scalar("ELEMENT", DataType.array(DataType.DATE), DataType.INTEGER);
    assertThat(element.type()).isEqualTo(DataType.DATE);
    assertThat(element.function().mayReturnNull()).isTrue();
  }

  @Test
  void constantsArePrepared() {
    var like =
        (Resolution.Scalar)
            registry.resolveScalar(
                "LIKE",
                List.of(DataType.VARCHAR, DataType.VARCHAR, DataType.VARCHAR),
                List.of(Optional.empty(), Optional.of("a#%%"), Optional.of("#")));
    assertThat(like.arguments())
        .containsExactly(new Given(0, DataType.VARCHAR), new Prepared(Prepare.like("a#%%", "#")));
    var computed = (Resolution.Scalar) scalar("LIKE", DataType.VARCHAR, DataType.VARCHAR);
    assertThat(computed.arguments().get(1)).isInstanceOf(Resolution.Computed.class);
    var rounded =
        (Resolution.Scalar)
            registry.resolveScalar(
                "ROUND",
                List.of(DataType.decimal(10, 5), DataType.INTEGER),
                List.of(Optional.empty(), Optional.of(2)));
    assertThat(rounded.type()).isEqualTo(DataType.decimal(8, 2));
    assertThat(extract("HOUR").type()).isEqualTo(DataType.BIGINT);
    assertThat(extract("epoch").type()).isEqualTo(DataType.decimal(18, 6));
  }

  private Resolution.Scalar extract(String field) {
    return (Resolution.Scalar)
        registry.resolveScalar(
            "EXTRACT",
            List.of(DataType.VARCHAR, DataType.timestamp(3)),
            List.of(Optional.of(field), Optional.empty()));
  }

  @Test
  void failuresSayWhatIsWrong() {
    var unknown = (Failure) scalar("UPER", DataType.VARCHAR);
    assertThat(unknown.reason()).isEqualTo(Reason.UNKNOWN_NAME);
    assertThat(unknown.message()).isEqualTo("function \"UPER\" does not exist");
    assertThat(unknown.candidates()).contains("UPPER");
    var count = (Failure) scalar("LPAD", DataType.VARCHAR);
    assertThat(count.reason()).isEqualTo(Reason.WRONG_COUNT);
    assertThat(count.message()).isEqualTo("LPAD does not take one argument");
    var types = (Failure) scalar("LPAD", DataType.VARCHAR, DataType.BOOLEAN);
    assertThat(types.reason()).isEqualTo(Reason.WRONG_TYPES);
    assertThat(types.message()).isEqualTo("LPAD does not take (VARCHAR, BOOLEAN)");
    assertThat(types.candidates()).hasSize(2);
    var pattern =
        (Failure)
            registry.resolveScalar(
                "REGEXP_LIKE",
                List.of(DataType.VARCHAR, DataType.VARCHAR),
                List.of(Optional.empty(), Optional.of("(")));
    assertThat(pattern.reason()).isEqualTo(Reason.WRONG_VALUE);
    assertThat(pattern.argument()).isEqualTo(1);
    var field =
        (Failure)
            registry.resolveScalar(
                "EXTRACT",
                List.of(DataType.VARCHAR, DataType.DATE),
                List.of(Optional.of("fortnight"), Optional.empty()));
    assertThat(field.message()).isEqualTo("'fortnight' is not a field or unit of time");
    var constant =
        (Failure)
            registry.resolveAggregate(
                "APPROX_PERCENTILE",
                List.of(DataType.DOUBLE, DataType.DOUBLE),
                noConstants(2),
                false,
                false);
    assertThat(constant.reason()).isEqualTo(Reason.NOT_CONSTANT);
    assertThat(constant.message())
        .isEqualTo("\"fraction\" of APPROX_PERCENTILE must be a constant");
    assertThat(constant.argument()).isEqualTo(1);
    var range =
        (Failure)
            registry.resolveAggregate(
                "TOP_K",
                List.of(DataType.VARCHAR, DataType.INTEGER),
                List.of(Optional.empty(), Optional.of(0)),
                false,
                false);
    assertThat(range.reason()).isEqualTo(Reason.WRONG_VALUE);
  }

  @Test
  void aggregatesResolve() {
    var sum = aggregate("SUM", DataType.INTEGER);
    assertThat(sum.function().result()).isEqualTo(DataType.BIGINT);
    assertThat(sum.arguments()).containsExactly(new Given(0, DataType.INTEGER));
    var count = aggregate("COUNT");
    assertThat(count.function().addType().parameterCount()).isEqualTo(1);
    assertThat(aggregate("AVG", DataType.INTEGER).function().result()).isEqualTo(DataType.DOUBLE);
    assertThat(aggregate("AVG", DataType.decimal(10, 2)).function().result())
        .isEqualTo(DataType.decimal(38, 6));
    assertThat(aggregate("MIN", DataType.timestamp(3)).function().result())
        .isEqualTo(DataType.timestamp(3));
    assertThat(aggregate("HISTOGRAM", DataType.VARCHAR).function().result())
        .isEqualTo(DataType.map(DataType.VARCHAR, DataType.BIGINT));
    assertThat(aggregate("SUM", DataType.DOUBLE)).isEqualTo(aggregate("SUM", DataType.DOUBLE));
  }

  private Resolution.Aggregate aggregate(String name, DataType... types) {
    return (Resolution.Aggregate)
        registry.resolveAggregate(name, List.of(types), noConstants(types.length), false, false);
  }
}
