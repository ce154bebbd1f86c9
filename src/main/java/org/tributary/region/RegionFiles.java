package org.tributary.region;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.tributary.agreement.UseCase;
import org.tributary.agreement.UseCaseFiles;
import org.tributary.authority.AuthorityFiles;
import org.tributary.authority.LocalAuthority;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.opendata.OpenData;
import org.tributary.opendata.OpenDataFiles;
import org.tributary.output.Measures;
import org.tributary.output.Pictures;
import org.tributary.output.StarSchema;
import org.tributary.output.StarSchemaFiles;
import org.tributary.pipeline.FieldRules;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineFiles;
import org.tributary.schema.Dataset;
import org.tributary.schema.SchemaFiles;

/** Reads a region's whole configuration and checks every part against every other. */
public final class RegionFiles {

  private RegionFiles() {}

  /**
   * The region, or nothing where any problem is an error. All problems are found in one go. A
   * broken file of a local authority is a warning, and the authority is left out.
   *
   * @param config the folder with {@code local-authorities}, {@code use-cases}, {@code pipelines}
   *     and {@code open-data}
   * @param schemas the folder with one folder for each dataset
   */
  public static Optional<Region> load(Path config, Path schemas, Problems problems) {
    Problems own = new Problems();
    SortedMap<String, Dataset> datasets = SchemaFiles.load(schemas, own);
    SortedMap<String, Path> useCaseFiles = YamlFiles.in(config.resolve("use-cases"), own);
    Set<String> useCaseNames = useCaseFiles.keySet();
    SortedMap<String, UseCase> useCases =
        UseCaseFiles.load(useCaseFiles, datasets.keySet(), FieldRules.words(), own);
    SortedMap<String, Pipeline> pipelines =
        PipelineFiles.load(config, datasets, useCases, useCaseNames, own);
    SortedMap<String, StarSchema> starSchemas =
        StarSchemaFiles.load(config.resolve("outputs"), pipelines, useCases, own);
    SortedMap<String, LocalAuthority> authorities =
        AuthorityFiles.load(
            config.resolve("local-authorities"), useCaseNames, datasets.keySet(), own);
    OpenData openData = OpenDataFiles.load(config.resolve("open-data"), own);
    if (!own.hasErrors()) {
      UnagreedText.find(
          pipelines,
          YamlFiles.in(config.resolve("pipelines"), new Problems()),
          datasets,
          useCases,
          own);
      Measures.check(
          config.resolve("outputs"),
          useCases.values(),
          pipelines.values(),
          starSchemas.values(),
          own);
      Pictures.check(
          config.resolve("outputs"),
          useCases.values(),
          pipelines.values(),
          starSchemas.values(),
          own);
      // Where something could not be read, what it would have carried out is not missing.
      UnmetClauses.find(
          useCases, useCaseFiles, Decision.all(useCases, datasets, pipelines, starSchemas), own);
    }
    problems.addAll(own);
    return own.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new Region(authorities, datasets, pipelines, useCases, starSchemas, openData));
  }
}
