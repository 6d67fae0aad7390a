package dev.weir.function;

import java.util.ArrayList;
import java.util.List;

/**
 * One function in the registry's table. Its forms stay text until the function is looked up, so that
 * a start of the engine costs a map of names and no more.
 *
 * @param owner the class of the methods, null for aggregates
 * @param forms lines as {@link Signature} reads them
 */
record FunctionEntry(
    String name,
    FunctionDoc.Category category,
    Class<?> owner,
    String description,
    List<String> forms) {

  List<Signature> signatures() {
    var signatures = new ArrayList<Signature>(forms.size());
    for (var form : forms) {
      signatures.add(Signature.parse(form));
    }
    return signatures;
  }

  /** The signatures as users see them; forms that differ only inside the engine are one. */
  List<String> texts() {
    return signatures().stream().map(s -> s.text(name)).distinct().toList();
  }

  FunctionDoc documentation() {
    var kind = owner == null ? FunctionDoc.Kind.AGGREGATE : FunctionDoc.Kind.SCALAR;
    return new FunctionDoc(name, kind, String.join("\n", texts()), description, category);
  }
}
