package org.tributary.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger.Written;
import org.tributary.ledger.LedgerVerification.Report;
import org.tributary.page.Page;
import org.tributary.page.Words;

/**
 * An account's ledger as a page, as it was when it was verified.
 *
 * @param account the role whose ledger it is
 * @param entries ascending
 * @param certificates by number, the page of each
 */
public record LedgerPage(
    String account, List<Written> entries, Report report, Map<Long, String> certificates) {

  /** Entries that the page shows, the newest. */
  static final int SHOWN = 500;

  public LedgerPage {
    entries = List.copyOf(entries);
  }

  /** The page in UTF-8. */
  public byte[] page() {
    return Page.of("ledger/ledger.jte", this);
  }

  /** The page's name, without its folder. */
  public String fileName() {
    return "ledger-" + account + ".html";
  }

  /** Whether it holds together, for which period. */
  public String sentence() {
    if (entries.isEmpty()) {
      return "The ledger of the " + account + " account has no entry yet.";
    }
    String period =
        "The ledger of the "
            + account
            + " account has "
            + Words.counted(report.entries(), "entry", "entries")
            + ", from "
            + time(entries.get(0))
            + " to "
            + time(entries.get(entries.size() - 1))
            + " (UTC). ";
    return period
        + (report.findings().isEmpty()
            ? "Each is the one that the next was written after, and what it is about is there"
                + " unchanged."
            : Words.counted(report.findings().size(), "thing is", "things are")
                + " not as it was written.");
  }

  /** {@code 2026-07-15 02:30:00}, UTC. */
  static String time(Written entry) {
    return entry.entry().when().replace('T', ' ').replace("Z", "");
  }

  /** How many entries of each kind there are. */
  Map<What, Long> counts() {
    return entries.stream()
        .collect(
            Collectors.groupingBy(
                one -> one.entry().what(), () -> new EnumMap<>(What.class), Collectors.counting()));
  }

  /** The newest entries, newest first. */
  List<Written> shown() {
    List<Written> shown =
        new ArrayList<>(entries.subList(Math.max(0, entries.size() - SHOWN), entries.size()));
    Collections.reverse(shown);
    return shown;
  }

  /** A kind of entry as the ledger writes it. */
  static String word(What what) {
    return what.word();
  }

  /** What a kind of entry says that happened. */
  static String words(What what) {
    return switch (what) {
      case SESSION -> "an authority's tables were committed, or why not";
      case RELEASE -> "a use case's outputs were committed, or why not";
      case CONFIGURATION -> "another configuration is in force from here on";
      case DELETION -> "something was about to be deleted";
      case CERTIFICATE -> "a certificate of deletion was written";
      case OPERATOR -> "a person did something";
      case START -> "a process began";
      case STOP -> "a process ended in order";
    };
  }

  /** What a finding means. */
  static String words(LedgerVerification.Wrong wrong) {
    return switch (wrong) {
      case MISSING -> "it is missing";
      case UNREADABLE -> "it is damaged";
      case OTHER_NUMBER -> "it lies in another's place";
      case CHAIN_BROKEN -> "the entry before it has other bytes than when it was written";
      case STRANGE_OBJECT -> "something that is no entry lies here";
      case COMMIT_MISSING -> "the commit that it is about was removed";
      case COMMIT_DIFFERS -> "the commit that it is about was changed";
      case COMMIT_OUT_OF_ORDER -> "a commit is recorded twice or left out";
      case START_DIFFERS -> "it says otherwise what was recorded than the entries before it";
      case CERTIFICATE_MISSING -> "the certificate that it is about was removed";
      case CERTIFICATE_DIFFERS -> "the certificate that it is about was changed";
      case CERTIFICATE_NOT_RECORDED ->
          "something lies among the certificates that no entry is about";
      case NOT_AS_ANCHORED -> "it is not the one that was noted down elsewhere";
    };
  }

  /** What an entry says besides, but for digests of every single file. */
  static String facts(Entry entry) {
    if (entry.what() == What.CONFIGURATION) {
      return Words.counted(entry.items().size(), "file");
    }
    List<String> facts = new ArrayList<>();
    for (String name : List.of("commit", "why", "rows-read", "rows-kept")) {
      if (entry.facts().containsKey(name)) {
        facts.add(name.replace('-', ' ') + " " + entry.facts().get(name));
      }
    }
    if (entry.what() == What.OPERATOR) {
      entry.facts().entrySet().stream()
          .filter(fact -> !fact.getKey().equals(Entry.CONFIGURATION))
          .map(fact -> fact.getKey() + " " + fact.getValue())
          .filter(fact -> !facts.contains(fact))
          .forEach(facts::add);
    }
    if (!entry.items().isEmpty()) {
      facts.add(Words.counted(entry.items().size(), "thing"));
    }
    return String.join("; ", facts);
  }
}
