package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Call;
import dev.weir.expression.Expression.Case;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Coalesce;
import dev.weir.expression.Expression.Column;
import dev.weir.expression.Expression.Construct;
import dev.weir.expression.Expression.Field;
import dev.weir.expression.Expression.Given;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Expression.Negation;
import dev.weir.expression.Expression.OtherRow;
import dev.weir.expression.Expression.RowTime;
import dev.weir.type.RowValue;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes the evaluation of expressions over one row into a method.
 *
 * <p>Three-valued logic is control flow, never data: a value is left on the stack, or control goes
 * to a label for NULL; a condition goes to one of three labels. The stack at these labels is what it
 * was before the expression, so a left operand waits in a local when the right one can be NULL. No
 * test is written for what cannot be NULL.
 *
 * <p>Subexpressions that the shape has several times are kept in locals, and reused where the first
 * evaluation is known to have taken place. When a method grows towards the 8,000 bytes above which
 * the JIT gives up, further subexpressions move to methods of their own.
 */
final class RowCode {
  /** Estimated bytes of code per method. */
  static final int BUDGET = 3_500;

  /** Smaller subexpressions are not worth a method. */
  private static final int MIN_METHOD_WEIGHT = 60;

  private static final int CALL_WEIGHT = 20;

  /** What a local holds, and how it says NULL: a reference by null, a primitive by a flag. */
  record Stored(char storage, int local, int flag, Class<?> type) {
    boolean isNullable() {
      return flag >= 0;
    }
  }

  /** What has been evaluated, and which other rows have been loaded, for sure at a place in the code. */
  record Scope(Map<Expression, Stored> available, Map<Integer, Integer> otherRows) {}

  private final ClassBuilder builder;
  private final Shape shape;
  private final Code code;
  private final RowInputs inputs;
  private final Conversions conversions;
  private final Conditions conditions;

  /** The expression of which this method was made, which must not move to a method again. */
  private final Expression root;

  private final Map<Expression, Integer> weights;
  private Map<Expression, Stored> available = new HashMap<>();

  /** The locals of other rows, by number. */
  private Map<Integer, Integer> otherRows = new HashMap<>();

  private int used;

  /**
   * @param eventName internal name of the class of the input event
   * @param event the local that holds it
   * @param time the local that holds the row's time, or -1 if there is none
   */
  RowCode(ClassBuilder builder, Shape shape, Code code, String eventName, int event, int time) {
    this(builder, shape, code, RowInputs.ofRow(eventName, event, time));
  }

  RowCode(ClassBuilder builder, Shape shape, Code code, RowInputs inputs) {
    this(builder, shape, code, inputs, null, new IdentityHashMap<>());
  }

  private RowCode(
      ClassBuilder builder,
      Shape shape,
      Code code,
      RowInputs inputs,
      Expression root,
      Map<Expression, Integer> weights) {
    this.builder = builder;
    this.shape = shape;
    this.code = code;
    this.inputs = inputs;
    this.root = root;
    this.weights = weights;
    this.conversions = new Conversions(builder, shape, code);
    this.conditions = new Conditions(this, builder, code, conversions);
  }

  // ---- entry points

  /**
   * Goes on if the condition is true, else to {@code reject}. What a conjunction's terms have
   * evaluated can be reused afterwards, since control only arrives there if all were.
   */
  void filter(Expression condition, Label reject) {
    if (condition instanceof And and && isInline(condition)) {
      and.terms().forEach(term -> filter(term, reject));
      return;
    }
    Label accept = new Label();
    condition(condition, accept, reject, reject, accept);
    code.mark(accept);
  }

  /**
   * Leaves the value on the stack, or goes to {@code ifNull}, which may be null for an expression
   * that is not nullable.
   *
   * @return the class that the value is known to have; a primitive class for primitive storages
   */
  Class<?> value(Expression e, Label ifNull) {
    var known = available.get(e);
    if (known != null) {
      return load(known, ifNull);
    }
    if (!isInline(e)) {
      return callValue(e, ifNull);
    }
    if (shape.shared().contains(e)) {
      var stored = stored(e, label -> plainValue(e, label));
      available.put(e, stored);
      return load(stored, ifNull);
    }
    return plainValue(e, ifNull);
  }

  /**
   * Goes to one of the labels.
   *
   * @param next the label that the caller marks next, to which no jump need be written
   */
  void condition(Expression e, Label ifTrue, Label ifFalse, Label ifNull, Label next) {
    if (available.containsKey(e) || shape.shared().contains(e)) {
      value(e, ifNull);
      conditions.branch(Opcodes.IFNE, ifTrue, ifFalse, next);
    } else if (!isInline(e)) {
      callCondition(e, ifTrue, ifFalse, ifNull, next);
    } else {
      plainCondition(e, ifTrue, ifFalse, ifNull, next);
    }
  }

  private void plainCondition(Expression e, Label ifTrue, Label ifFalse, Label ifNull, Label next) {
    used += 12;
    if (!conditions.write(e, ifTrue, ifFalse, ifNull, next)) {
      plainValue(e, ifNull);
      conditions.branch(Opcodes.IFNE, ifTrue, ifFalse, next);
    }
  }

  /** What the code reads. */
  RowInputs inputs() {
    return inputs;
  }

  /** Leaves the value boxed on the stack, null for NULL. */
  void boxed(Expression e) {
    if (!e.nullable()) {
      value(e, null);
      code.box(Storages.of(e));
      return;
    }
    Label ifNull = new Label();
    Label done = new Label();
    value(e, ifNull);
    code.box(Storages.of(e));
    code.jump(done);
    code.mark(ifNull);
    code.pushNull();
    code.mark(done);
  }

  /** Estimated bytes of the code of an expression. */
  int weight(Expression e) {
    var known = weights.get(e);
    if (known != null) {
      return known;
    }
    int weight = e instanceof Column || e instanceof Given ? (e.nullable() ? 22 : 8) : 12;
    for (var child : Shape.children(e)) {
      weight += weight(child) + (child.nullable() ? 10 : 4);
    }
    weights.put(e, weight);
    return weight;
  }

  // ---- methods of their own

  /**
   * Whether the expression goes into this method. What fits into a method of its own but no longer
   * here does not; what fits into none is begun here, as long as half of the room is left.
   */
  private boolean isInline(Expression e) {
    int weight = weight(e);
    return e == root
        || weight < MIN_METHOD_WEIGHT
        || used + weight <= BUDGET
        || weight > BUDGET && used < BUDGET / 2;
  }

  private interface Body {
    void write(RowCode row, Code method);
  }

  /** Writes a method of the row and calls it. */
  private void callMethod(Expression e, String result, Body body) {
    String name = builder.freshMethodName("part");
    String descriptor = "(" + inputs.parameters() + ")" + result;
    Code method = builder.method(Opcodes.ACC_PRIVATE, name, descriptor);
    body.write(new RowCode(builder, shape, method, inputs.inParameters(), e, weights), method);
    method.end();
    used += CALL_WEIGHT;
    code.loadThis();
    inputs.push(code);
    code.invoke(builder.name(), name, descriptor);
  }

  private Class<?> callValue(Expression e, Label ifNull) {
    char storage = Storages.of(e);
    if (!e.nullable()) {
      callMethod(
          e,
          Storages.descriptor(storage),
          (row, method) -> {
            row.value(e, null);
            method.giveBack(storage);
          });
      return Code.primitive(storage);
    }
    callMethod(
        e,
        Storages.descriptor('A'),
        (row, method) -> {
          row.boxed(e);
          method.giveBack('A');
        });
    return conversions.unboxNullable(Object.class, storage, ifNull);
  }

  private void callCondition(Expression e, Label ifTrue, Label ifFalse, Label ifNull, Label next) {
    boolean asFalse = !e.nullable() || ifNull == ifFalse;
    boolean asTrue = !asFalse && ifNull == ifTrue;
    callMethod(
        e,
        "I",
        (row, method) -> {
          Label[] outcomes = ClassBuilder.labels(3);
          Label unknown = asFalse ? outcomes[0] : asTrue ? outcomes[1] : outcomes[2];
          row.condition(e, outcomes[1], outcomes[0], unknown, outcomes[0]);
          for (int i = 0; i < (unknown == outcomes[2] ? 3 : 2); i++) {
            method.mark(outcomes[i]);
            method.push(i);
            method.op(Opcodes.IRETURN);
          }
        });
    if (asFalse || asTrue) {
      conditions.branch(Opcodes.IFNE, ifTrue, ifFalse, next);
      return;
    }
    int outcome = code.newLocal('I');
    code.store('I', outcome);
    code.load('I', outcome);
    code.push(2);
    code.jump(Opcodes.IF_ICMPEQ, ifNull);
    code.load('I', outcome);
    conditions.branch(Opcodes.IFNE, ifTrue, ifFalse, next);
  }

  // ---- values

  private Class<?> plainValue(Expression e, Label ifNull) {
    used += 12;
    char storage = Storages.of(e);
    if (e instanceof Literal literal) {
      return literal(literal, ifNull);
    } else if (e instanceof Column column) {
      int row = rowOf(column);
      return field(inputs.event(), row, column.index(), storage, column.nullable(), ifNull);
    } else if (e instanceof Given g) {
      return field(inputs.given(), inputs.givenEvent(), g.index(), storage, g.nullable(), ifNull);
    } else if (e instanceof OtherRow o) {
      code.load('A', otherRow(o.row()));
      code.jump(Opcodes.IFNULL, ifNull);
      var outer = enterIf(true);
      Class<?> type = value(o.value(), ifNull);
      leave(outer);
      return type;
    } else if (e instanceof RowTime) {
      inputs.pushTime(code);
      return long.class;
    } else if (e instanceof Arithmetic a) {
      pair(a.left(), a.right(), ifNull, Storages.reference(a.type()));
      return conversions.arithmetic(a);
    } else if (e instanceof Negation n) {
      code.cast(value(n.operand(), ifNull), referenceOr(storage, n));
      return conversions.negation(n.type());
    } else if (e instanceof Case c) {
      return caseOf(c, ifNull);
    } else if (e instanceof Coalesce c) {
      return coalesce(c, ifNull);
    } else if (e instanceof Cast c) {
      return conversions.cast(c, value(c.operand(), ifNull), ifNull);
    } else if (e instanceof Call c) {
      return new CallCode(this, builder, code, conversions, c).write(ifNull);
    } else if (e instanceof Field f) {
      code.cast(value(f.operand(), ifNull), RowValue.class);
      code.push(f.index());
      code.operation("field", Object.class, RowValue.class, int.class);
      return conversions.unboxNullable(Object.class, storage, ifNull);
    } else if (e instanceof Construct c) {
      return construct(c);
    }
    return booleanValue(e, ifNull);
  }

  private static Class<?> referenceOr(char storage, Expression e) {
    return storage == 'A' ? Storages.reference(e.type()) : Code.primitive(storage);
  }

  /** The value of an expression that is compiled as a condition. */
  private Class<?> booleanValue(Expression e, Label ifNull) {
    Label ifTrue = new Label();
    Label ifFalse = new Label();
    Label done = new Label();
    plainCondition(e, ifTrue, ifFalse, ifNull, ifTrue);
    code.mark(ifTrue);
    code.push(1);
    code.jump(done);
    code.mark(ifFalse);
    code.push(0);
    code.mark(done);
    return boolean.class;
  }

  private Class<?> literal(Literal literal, Label ifNull) {
    if (literal.value() instanceof Shape.Parameter parameter) {
      builder.pushConstant(code, parameter.index());
      return Code.primitive(parameter.storage());
    } else if (literal.value() instanceof Boolean truth) {
      code.push(truth ? 1 : 0);
      return boolean.class;
    } else if (literal.value() instanceof Double number) {
      code.push(number);
      return double.class;
    }
    // NULL. What follows the jump is dead, but is verified as if it had a value.
    code.jump(ifNull);
    char storage = Storages.of(literal);
    code.pushDefault(storage);
    return Code.primitive(storage);
  }

  /** Goes to {@code ifNull} or {@code ifNotNull}. */
  void nullTest(Column column, Label ifNull, Label ifNotNull) {
    nullTest(inputs.event(), rowOf(column), column.index(), Storages.of(column), ifNull);
    code.jump(ifNotNull);
  }

  private void nullTest(String owner, int event, int index, char storage, Label ifNull) {
    code.load('A', event);
    if (storage == 'A') {
      code.getField(owner, "f" + index, Storages.descriptor('A'));
      code.jump(Opcodes.IFNULL, ifNull);
    } else {
      code.getField(owner, "n" + index / 32, "I");
      code.push(1 << index);
      code.op(Opcodes.IAND);
      code.jump(Opcodes.IFNE, ifNull);
    }
  }

  /** Pushes a field of the event in a local. */
  private Class<?> field(
      String owner, int event, int index, char storage, boolean nullable, Label ifNull) {
    if (nullable) {
      nullTest(owner, event, index, storage, ifNull);
      used += 14;
    }
    code.load('A', event);
    code.getField(owner, "f" + index, Storages.descriptor(storage));
    return Code.primitive(storage);
  }

  /** The local that holds the row of a column. */
  private int rowOf(Column column) {
    int number = Shape.rowOf(column);
    return number < 0 ? inputs.row() : otherRow(number);
  }

  /** The local that holds another row, or null: loaded where it is first needed. */
  private int otherRow(int number) {
    var known = otherRows.get(number);
    if (known != null) {
      return known;
    }
    int local = code.newLocal('A');
    code.load('A', inputs.others());
    code.push(number);
    code.op(Opcodes.AALOAD);
    code.cast(inputs.event());
    code.store('A', local);
    used += 10;
    otherRows.put(number, local);
    return local;
  }

  /** Both values on the stack, narrowed to {@code reference} if they are references. */
  void pair(Expression left, Expression right, Label ifNull, Class<?> reference) {
    char storage = Storages.of(left);
    code.cast(value(left, ifNull), storage == 'A' ? reference : Code.primitive(storage));
    char other = Storages.of(right);
    Class<?> target = other == 'A' ? reference : Code.primitive(other);
    var outer = enterIf(left.nullable());
    if (!right.nullable()) {
      code.cast(value(right, null), target);
    } else {
      int leftLocal = code.newLocal(storage);
      code.store(storage, leftLocal);
      code.cast(value(right, ifNull), target);
      int rightLocal = code.newLocal(other);
      code.store(other, rightLocal);
      code.load(storage, leftLocal);
      code.load(other, rightLocal);
    }
    leave(outer);
  }

  /** The value (or its default) of an expression in a local, with whether it is NULL. */
  Stored stored(Expression e) {
    return available.containsKey(e) ? available.get(e) : stored(e, ifNull -> value(e, ifNull));
  }

  private Stored stored(Expression e, Function<Label, Class<?>> evaluation) {
    char storage = Storages.of(e);
    int local = code.newLocal(storage);
    if (!e.nullable()) {
      Class<?> type = evaluation.apply(null);
      code.store(storage, local);
      return new Stored(storage, local, -1, type);
    }
    Label ifNull = new Label();
    Label done = new Label();
    Class<?> type = evaluation.apply(ifNull);
    code.store(storage, local);
    int flag = storage == 'A' ? local : code.newLocal('I');
    if (storage != 'A') {
      code.push(0);
      code.store('I', flag);
    }
    code.jump(done);
    code.mark(ifNull);
    code.pushDefault(storage);
    code.store(storage, local);
    if (storage != 'A') {
      code.push(1);
      code.store('I', flag);
    }
    code.mark(done);
    return new Stored(storage, local, flag, type);
  }

  private Class<?> load(Stored stored, Label ifNull) {
    if (stored.isNullable()) {
      jumpIfNull(stored, ifNull);
    }
    code.load(stored.storage(), stored.local());
    return stored.type();
  }

  void jumpIfNull(Stored stored, Label target) {
    if (stored.storage() == 'A') {
      code.load('A', stored.local());
      code.jump(Opcodes.IFNULL, target);
    } else {
      code.load('I', stored.flag());
      code.jump(Opcodes.IFNE, target);
    }
  }

  /**
   * Begins code that may be passed by, if {@code conditional}: what it evaluates is not at hand
   * after {@link #leave}.
   *
   * @return to be given to {@link #leave}
   */
  Scope enterIf(boolean conditional) {
    var outer = new Scope(available, otherRows);
    if (conditional && !shape.shared().isEmpty()) {
      available = new HashMap<>(available);
    }
    if (conditional && inputs.others() >= 0) {
      otherRows = new HashMap<>(otherRows);
    }
    return outer;
  }

  void leave(Scope outer) {
    available = outer.available();
    otherRows = outer.otherRows();
  }

  private Class<?> caseOf(Case c, Label ifNull) {
    char storage = Storages.of(c);
    Class<?> target = referenceOr(storage, c);
    Label done = new Label();
    for (var branch : c.branches()) {
      Label other = new Label();
      var outer = enterIf(true);
      filter(branch.condition(), other);
      code.cast(value(branch.result(), ifNull), target);
      code.jump(done);
      leave(outer);
      code.mark(other);
    }
    var outer = enterIf(true);
    code.cast(value(c.otherwise(), ifNull), target);
    leave(outer);
    code.mark(done);
    return target;
  }

  private Class<?> coalesce(Coalesce c, Label ifNull) {
    Class<?> target = referenceOr(Storages.of(c), c);
    Label done = new Label();
    for (int i = 0; i < c.operands().size(); i++) {
      var operand = c.operands().get(i);
      boolean isLast = i == c.operands().size() - 1 || !operand.nullable();
      Label next = isLast ? ifNull : new Label();
      var outer = enterIf(i > 0);
      code.cast(value(operand, next), target);
      leave(outer);
      if (isLast) {
        break;
      }
      code.jump(done);
      code.mark(next);
    }
    code.mark(done);
    return target;
  }

  private Class<?> construct(Construct c) {
    elements(c.operands());
    switch (c.type().kind()) {
      case ARRAY -> code.operation("array", List.class, Object[].class);
      case MAP -> code.operation("map", Map.class, Object[].class);
      default -> code.operation("row", RowValue.class, Object[].class);
    }
    return Storages.reference(c.type());
  }

  /** An array of boxed values; a long one is filled by several methods. */
  private void elements(List<Expression> operands) {
    code.newArray(Object.class, operands.size());
    if (operands.size() <= 2 * Shape.MAX_OPERANDS) {
      fill(operands, 0);
      return;
    }
    int array = code.newLocal('A');
    code.store('A', array);
    String descriptor = "(" + inputs.parameters() + "[Ljava/lang/Object;)V";
    for (int from = 0; from < operands.size(); from += Shape.MAX_OPERANDS) {
      String name = builder.freshMethodName("elements");
      Code method = builder.method(Opcodes.ACC_PRIVATE, name, descriptor);
      var part = operands.subList(from, Math.min(operands.size(), from + Shape.MAX_OPERANDS));
      method.load('A', inputs.next());
      new RowCode(builder, shape, method, inputs.inParameters(), null, weights).fill(part, from);
      method.op(Opcodes.POP);
      method.op(Opcodes.RETURN);
      method.end();
      code.loadThis();
      inputs.push(code);
      code.load('A', array);
      code.invoke(builder.name(), name, descriptor);
    }
    code.load('A', array);
  }

  /** Fills the array on the stack and leaves it there. */
  private void fill(List<Expression> operands, int from) {
    for (int i = 0; i < operands.size(); i++) {
      code.op(Opcodes.DUP);
      code.push(from + i);
      boxed(operands.get(i));
      code.op(Opcodes.AASTORE);
    }
  }
}
