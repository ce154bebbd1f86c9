package org.tributary.retain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was deleted in one account, why and on whose word, and what was searched afterwards. It is
 * made from the ledger, so it can be made again after a crash, and holds no value of a record.
 *
 * @param number of the certificate, from 1
 * @param account the role whose account it is about
 * @param withdrawal whose data went, where that is the reason
 * @param clauses what the agreements say about it
 * @param issued UTC, to the second
 * @param first the first entry of the ledger that it is about
 * @param last the last one
 */
@JsonInclude(Include.NON_ABSENT)
public record DeletionCertificate(
    long number,
    Kind kind,
    String account,
    Optional<Withdrawn> withdrawal,
    List<AgreedClause> clauses,
    String issued,
    Entry first,
    Entry last,
    Deleted deleted,
    Searched searched) {

  /** Why something was deleted. */
  public enum Kind {
    /** Time passed, a file was removed, a newer state took the place of an older one. */
    RETENTION,
    /** An authority's signature of a use case ended. */
    WITHDRAWAL;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An authority that left a use case.
   *
   * @param signatureEnded the last day of its signature
   * @param approvedBy who had its data deleted
   */
  public record Withdrawn(
      String authority, String name, String useCase, String signatureEnded, String approvedBy) {

    /** Whether it is the same withdrawal; an authority may sign again and leave again. */
    public boolean isThatOf(String authority, String useCase, LocalDate signatureEnded) {
      return this.authority.equals(authority)
          && this.useCase.equals(useCase)
          && this.signatureEnded.equals(signatureEnded.toString());
    }
  }

  /** A clause in the agreement's words. */
  public record AgreedClause(String useCase, String id, String words) {}

  /** An entry of the account's ledger. */
  public record Entry(long number, String sha256) {}

  /**
   * Everything that was deleted.
   *
   * @param bytes of the objects whose size a commit says
   */
  public record Deleted(long count, long bytes, List<DeletedThing> things) {

    public Deleted {
      things =
          things.stream()
              .sorted(
                  Comparator.comparing(DeletedThing::area)
                      .thenComparing(DeletedThing::what)
                      .thenComparing(DeletedThing::entry))
              .toList();
    }

    static Deleted of(List<DeletedThing> things) {
      return new Deleted(
          things.size(),
          things.stream().mapToLong(thing -> thing.bytes().orElse(0L)).sum(),
          things);
    }
  }

  /**
   * One thing as the ledger names it.
   *
   * @param what an object's key, the digest of a key, or which table of which return year
   * @param sha256 of the object, where its key says it
   * @param bytes its size, where a commit says it
   * @param entry of the ledger, which was written before the deletion
   */
  @JsonInclude(Include.NON_ABSENT)
  public record DeletedThing(
      String area,
      String what,
      Optional<String> sha256,
      Optional<Long> bytes,
      String why,
      long entry) {}

  /** Where was looked afterwards, and what may remain; anything else would have been a finding. */
  public record Searched(List<SearchedArea> areas, List<Remaining> remains) {}

  /**
   * An area of which every object was listed.
   *
   * @param opened objects that were opened
   * @param rows rows of tables that were read in them
   * @param rowsOfOthers those in which the same search found other authorities
   */
  public record SearchedArea(
      String area, long objects, long opened, long rows, long rowsOfOthers) {}

  /** Objects that may remain, by rule. */
  public record Remaining(String area, String rule, String words, long objects) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // A newer version may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final ObjectWriter WRITER = JSON.writer(printer());

  public DeletionCertificate {
    clauses = List.copyOf(clauses);
  }

  /** JSON, the same bytes for the same certificate anywhere. */
  public byte[] toJson() {
    try {
      return (WRITER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a certificate is always JSON", impossible);
    }
  }

  /** Empty if the bytes are no certificate. */
  public static Optional<DeletionCertificate> parse(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, DeletionCertificate.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The same for reading. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("Certificate of deletion ").append(number).append(", ").append(account);
    text.append(" account, issued ").append(issued).append('\n');
    withdrawal.ifPresent(
        gone ->
            text.append("  ")
                .append(gone.name())
                .append(" (")
                .append(gone.authority())
                .append(") left ")
                .append(gone.useCase())
                .append("; its signature ended on ")
                .append(gone.signatureEnded())
                .append(". Approved by ")
                .append(gone.approvedBy())
                .append(".\n"));
    for (AgreedClause clause : clauses) {
      text.append("  ").append(clause.useCase()).append(' ').append(clause.id()).append(": ");
      text.append(clause.words()).append('\n');
    }
    text.append("  deleted: ").append(deleted.count()).append(" things, ");
    text.append(deleted.bytes()).append(" bytes known; entries ").append(first.number());
    text.append(" to ").append(last.number()).append(" of the ledger\n");
    for (SearchedArea area : searched.areas()) {
      text.append("  searched ").append(area.area()).append(": ").append(area.objects());
      text.append(" objects, ").append(area.opened()).append(" of them opened, ");
      text.append(area.rows()).append(" rows read, ").append(area.rowsOfOthers());
      text.append(" found to be of other authorities\n");
    }
    for (Remaining remaining : searched.remains()) {
      text.append("  remains in ").append(remaining.area()).append(": ");
      text.append(remaining.objects()).append(" objects, ").append(remaining.words());
      text.append('\n');
    }
    return text.toString();
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
