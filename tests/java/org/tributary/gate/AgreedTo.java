package org.tributary.gate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;

/** A use case whose one clause, {@code 1}, instructs these. */
final class AgreedTo {

  private AgreedTo() {}

  /** Words with a colon say of what: {@code as-submitted: postcode}. */
  static UseCase useCase(String name, String... instructs) {
    List<Instruction> instructions =
        Stream.of(instructs)
            .map(word -> word.split(": "))
            .map(parts -> new Instruction(parts[0], parts.length > 1 ? parts[1] : ""))
            .toList();
    return new UseCase(
        name,
        "",
        "",
        new Agreement(
            "",
            "",
            "",
            LocalDate.MIN,
            LocalDate.MAX,
            List.of(),
            "",
            "",
            new Agreement.Assessment("", "", LocalDate.MAX)),
        Map.of(),
        Optional.empty(),
        List.of(new UseCase.Clause("1", "", instructions)));
  }
}
