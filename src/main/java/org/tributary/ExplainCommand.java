package org.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.lineage.Accounts;
import org.tributary.lineage.Explain;
import org.tributary.lineage.Explanation;
import org.tributary.lineage.ExplanationText;
import org.tributary.lineage.NoAnswerException;
import org.tributary.lineage.Question;
import org.tributary.output.Output.Rows;
import org.tributary.settings.Role;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of which row of which upload a row of an output was made, how, and under which clause. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says where a row of an output comes from: the upload with its hash and row, what was done to"
          + " each column, and the clause that says so.",
      "It reads the areas of both accounts, changes nothing, and shows no value of the row."
    })
final class ExplainCommand implements Callable<Integer> {

  /** How it is written. */
  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Parameters(index = "0", paramLabel = "USE-CASE", description = "Such as PAN")
  private String useCase = "";

  @Parameters(index = "1", paramLabel = "DATASET", description = "Such as ssda903")
  private String dataset = "";

  @Parameters(
      index = "2",
      paramLabel = "TABLE",
      description = "Such as episodes; also an output made by SQL, or a table of a star schema")
  private String table = "";

  @Option(
      names = "--row",
      paramLabel = "NUMBER",
      description = "The row in the output's CSV, from 1, its parts counted as one")
  private Optional<Long> row = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "COLUMN=VALUE",
      description = "A cell of the row as it stands in the CSV; several times for several")
  private Map<String, String> key = new LinkedHashMap<>();

  @Option(names = "--column", paramLabel = "NAME", description = "This column only")
  private Optional<String> column = Optional.empty();

  @Option(
      names = "--newest",
      description = "Ask about the second output, with the newest row of each key")
  private boolean newest;

  @Option(
      names = "--most",
      paramLabel = "ROWS",
      defaultValue = "20",
      description = "How many rows are explained; more are only counted. Default: ${DEFAULT-VALUE}")
  private int most = 20;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text or json. Default: text")
  private Format format = Format.TEXT;

  @Override
  public Integer call() throws StoreException, IOException {
    Configured.Read read = configured.readBoth("The way of a row leads through both");
    Problems problems = read.problems();
    if (row.isPresent() && !key.isEmpty()) {
      problems.error("--key", 0, "There is a --row already.", "Give one of the two.");
    }
    if (read.region().isEmpty() || problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Areas upload = Areas.open(read.settings().areas(Role.UPLOAD), problems);
        Areas hub = Areas.open(read.settings().areas(Role.HUB), problems)) {
      if (problems.hasErrors()) {
        return Configured.refuse(problems, spec);
      }
      Configured.print(problems, spec.commandLine().getErr());
      Explanation explanation =
          Explain.of(
              new Accounts(
                  read.region().get(),
                  upload.store("uploads"),
                  upload.store("workspace"),
                  upload.store("shared"),
                  hub.store("outputs"),
                  configured.config.resolve("outputs").resolve("repairs"),
                  Files.createDirectories(read.settings().scratch()),
                  read.settings().databaseMemory(),
                  configured.clock),
              new Question(
                  useCase,
                  dataset,
                  table,
                  row.map(OptionalLong::of).orElse(OptionalLong.empty()),
                  key,
                  column,
                  newest ? Rows.NEWEST : Rows.ALL,
                  most));
      switch (format) {
        case TEXT -> ExplanationText.lines(explanation).forEach(out::println);
        case JSON -> out.println(ExplanationText.json(explanation));
      }
      return Main.Status.DONE.end(spec, "Explained.");
    } catch (NoAnswerException none) {
      return Main.Status.LEFT_UNDONE.end(spec, none.getMessage() + " " + none.advice());
    }
  }
}
