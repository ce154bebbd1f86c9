package org.tributary.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.compile.OpenDataImport;
import org.tributary.compile.Sql;
import org.tributary.enrich.PostcodeAuthorities;
import org.tributary.opendata.OpenData;
import org.tributary.opendata.OpenDataArea;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.PipelineTable;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.Scratch;
import org.tributary.store.StoreException;

/**
 * The open data in which fields of a unit are looked up before their detail is taken away, as it
 * was listed: the table {@code postcode_authorities} of whatever source makes it.
 *
 * @param digest which files there are and how they are read; empty where nothing is looked up
 */
record LookedUp(
    OpenData config, Optional<OpenDataArea> external, List<StoredObject> files, String digest) {

  private static final String TABLE = "postcode_authorities";

  private static final LookedUp NOTHING =
      new LookedUp(OpenData.NONE, Optional.empty(), List.of(), "");

  LookedUp {
    files = List.copyOf(files);
  }

  static boolean isAskedBy(PipelineTable table) {
    return table.fields().stream()
        .anyMatch(field -> field.enrich().contains(EnrichRule.POSTCODE_LA_LOOKUP));
  }

  static LookedUp of(UploadUnit unit) throws StoreException {
    if (unit.keptTables().stream().noneMatch(LookedUp::isAskedBy)) {
      return NOTHING;
    }
    OpenData config = unit.account().region().openData().making(Set.of(TABLE));
    Optional<OpenDataArea> external =
        unit.account().external().filter(any -> !config.sources().isEmpty());
    List<StoredObject> files =
        external.isEmpty()
            ? List.of()
            : external.get().list(config).stream()
                .filter(object -> config.isOfInterest(object.key()))
                .toList();
    Map<String, String> versions = new TreeMap<>();
    files.forEach(file -> versions.put(file.key(), file.etag()));
    return new LookedUp(config, external, files, config.digest(versions));
  }

  /** Brings the files here and reads them; nothing is known where there are none. */
  PostcodeAuthorities read(Databases databases, Path folder) throws StoreException, IOException {
    if (files.isEmpty()) {
      return PostcodeAuthorities.NONE;
    }
    Scratch.create(folder);
    Map<String, Path> local = new TreeMap<>();
    Map<StoredObject, Path> read = new HashMap<>();
    for (StoredObject file : files) {
      Path copy = folder.resolve("file-" + local.size());
      external.orElseThrow().fetch(file, copy);
      local.put(file.key(), copy);
      read.put(file, copy);
    }
    external.orElseThrow().keep(config, read);
    Path table =
        new OpenDataImport(databases)
            .read(config, local, Scratch.create(folder.resolve("tables")))
            .tables()
            .get(TABLE);
    String from = " FROM read_parquet(" + Sql.path(Objects.requireNonNull(table)) + ")";
    return databases.use(database -> read(database, from));
  }

  private static PostcodeAuthorities read(Database database, String from) {
    PostcodeAuthorities.Reading reading =
        new PostcodeAuthorities.Reading(
            database.query(
                "read the authorities of the lookup",
                "SELECT DISTINCT la_code" + from,
                row -> row.getString(1)));
    database.query(
        "read in which authorities postcodes lie",
        "SELECT postcode, la_code" + from,
        row -> {
          reading.add(row.getString(1), row.getString(2));
          return Boolean.TRUE;
        });
    return reading.finished();
  }
}
