package org.tributary.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.agreement.UseCase;
import org.tributary.compile.Database;
import org.tributary.output.Output;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.proof.LocalTable.Part;
import org.tributary.proof.LocalTable.Spelling;
import org.tributary.publish.PublishedFile;
import org.tributary.region.Region;

/** What the proof says of one compiled table that nobody published. */
public final class ProofOfOneTable {

  private ProofOfOneTable() {}

  /**
   * The promises that the CSV breaks.
   *
   * @param rows how many it has
   */
  public static List<Promise> broken(
      Region region,
      Map<String, String> repairs,
      LocalDate day,
      Database database,
      Path csv,
      long rows,
      UseCase useCase,
      Pipeline pipeline,
      PipelineTable table)
      throws IOException {
    PermittedTable permitted =
        new Permissions(region, repairs, day)
            .of(useCase, new Output.OfReturn(useCase.name(), pipeline.dataset(), table));
    String name = csv.getFileName().toString();
    Part part = new Part(new PublishedFile(name, name, "", Files.size(csv), rows), csv);
    LocalTable files = new LocalTable(List.of(part), Optional.empty(), Spelling.FOR_PEOPLE);
    return new TableProof(permitted, files, database, Set.of())
        .run().stream().filter(check -> !check.broken().isEmpty()).map(Check::promise).toList();
  }
}
