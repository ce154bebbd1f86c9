package org.tributary.upload;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.Intake;
import org.tributary.check.local.UnitRules;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.Fingerprint;
import org.tributary.publish.PseudonymKeyId;
import org.tributary.region.Digests;
import org.tributary.report.ReportFile;
import org.tributary.schema.Dataset;
import org.tributary.schema.Table;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.submission.Period;

/**
 * What is published as one in the upload account: one authority's files of one dataset, with the
 * rules that hold for them today.
 */
public final class UploadUnit {

  /** Which files make an error report; a change of it publishes anew, and nothing is read again. */
  private static final String REPORTS = Arrays.toString(ReportFile.values());

  private final UploadAccount account;
  private final LocalAuthority authority;
  private final String dataset;
  private final LocalDate today;
  private final Set<String> signed;
  private final Pipeline pipeline;
  private final String rules;
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  /**
   * @param schemaDigest of all that the dataset's schema says
   */
  UploadUnit(
      UploadAccount account,
      LocalAuthority authority,
      String dataset,
      String schemaDigest,
      LocalDate today) {
    this.account = account;
    this.authority = authority;
    this.dataset = dataset;
    this.today = today;
    this.signed = account.region().signed(authority, dataset, today);
    this.pipeline = account.region().pipeline(dataset).purposeBound();
    this.rules = rules(schemaDigest);
  }

  /** {@code 822/annex-a}: the name of its commits. */
  String name() {
    return authority.code() + "/" + dataset;
  }

  UploadAccount account() {
    return account;
  }

  LocalAuthority authority() {
    return authority;
  }

  String dataset() {
    return dataset;
  }

  LocalDate today() {
    return today;
  }

  /** The use cases that the authority signed and that use the dataset. */
  Set<String> signed() {
    return signed;
  }

  Dataset schema() {
    return account.region().dataset(dataset);
  }

  /** What a file of a period is read by. */
  Dataset schema(Period period) {
    return schema().in(period.year(), period.month()).in(period.term());
  }

  /** As it is shared: of each pseudonym a column for each use case. */
  Pipeline pipeline() {
    return pipeline;
  }

  /** Names the keys of the dataset's pseudonyms; empty where there are none. */
  String keyIds() {
    return PseudonymKeyId.text(
        pipeline.tables().stream()
            .flatMap(table -> account.pseudonymKeys().idsOf(table, signed).stream())
            .toList());
  }

  /** The tables of which at least one signed use case keeps a field. */
  List<PipelineTable> keptTables() {
    return pipeline().tables().stream().filter(table -> !table.keptFor(signed).isEmpty()).toList();
  }

  /** Which of the files are read. */
  Intake intake() {
    return UnitRules.intake(account.region(), authority, dataset, today);
  }

  /** How many return years are kept, the current one included. */
  int retentionYears() {
    return account.region().retentionYears(signed, dataset);
  }

  /** Where the authority puts its files of this dataset. */
  String folder() {
    return authority.folder() + "/" + dataset + "/";
  }

  /**
   * Where the authority finds its error report; inside its own folder, and never taken for a
   * dataset.
   */
  String reportFolder() {
    return authority.folder() + "/error-reports/" + dataset + "/";
  }

  /** Everything that decides what is made of a file of this period that holds these tables. */
  String digest(Period period, Collection<String> tables, String lookup) {
    // Many files are of the same year and tables, and each is asked for.
    return digests.computeIfAbsent(
        period.year()
            + " "
            + period.month()
            + " "
            + period.term()
            + " "
            + new TreeSet<>(tables)
            + " "
            + lookup,
        any -> digestOf(period, tables, lookup));
  }

  private String digestOf(Period period, Collection<String> tables, String lookup) {
    Dataset schema = schema(period);
    int year = period.year();
    StringBuilder text = new StringBuilder(Digests.identification(schema, year));
    text.append('\n').append(account.limits());
    for (Table table : schema.tablesIn(year)) {
      Optional<PipelineTable> kept = pipeline().table(table.name());
      if (tables.contains(table.name()) && kept.isPresent()) {
        text.append('\n')
            .append(
                Digests.table(
                    table,
                    kept.get(),
                    year,
                    authority,
                    signed,
                    PseudonymKeyId.text(account.pseudonymKeys().idsOf(kept.get(), signed))));
        if (LookedUp.isAskedBy(kept.get())) {
          text.append(lookup);
        }
      }
    }
    return Digests.sha256(text.toString());
  }

  /**
   * Everything that the published state depends on; equal to the head's, there is nothing to do.
   */
  String fingerprint(List<StoredObject> listing, String lookup) {
    Fingerprint fingerprint = new Fingerprint().with("rules", rules);
    if (!lookup.isEmpty()) {
      fingerprint.with("lookup", lookup);
    }
    for (StoredObject object : listing) {
      fingerprint.with("file " + object.key(), object.etag());
    }
    return fingerprint.sha256();
  }

  /** Everything that it depends on beside the files; the same at every look of a day. */
  private String rules(String schemaDigest) {
    Fingerprint fingerprint =
        new Fingerprint()
            .with("program", Digests.PROGRAM_RULES)
            .with("reports", REPORTS)
            .with("authority", authority.code() + "\t" + authority.name())
            .with("year", Integer.toString(today.getYear()))
            .with("retention", Integer.toString(retentionYears()))
            .with("key", keyIds())
            .with("schema", schemaDigest)
            .with("limits", account.limits().toString());
    for (PipelineTable table : pipeline.tables()) {
      fingerprint.with(
          "table " + table.name(),
          Digests.kept(table, signed) + pipeline.deduplicate() + account.repairs().of(table));
    }
    return fingerprint.sha256();
  }
}
