package org.tributary.campaign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.BulkReturns;
import org.tributary.demo.InventedForms;
import org.tributary.demo.InventedSnapshots;
import org.tributary.demo.MessyFiles;
import org.tributary.demo.MessyFiles.MessyFile;
import org.tributary.demo.SchoolCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.region.Region;
import org.tributary.schema.Dataset;
import org.tributary.schema.Layout;

/**
 * Several authorities' invented uploads that somebody keeps changing: files come, are replaced by
 * others of the same name, and go. What happens follows from the seed alone.
 */
final class ChangingUploads {

  private static final int AUTHORITIES = 3;
  private static final int YEARS = 2;
  private static final int CHILDREN = 40;
  private static final int DRAFTS = 3;
  private static final int FORMS = 2;
  private static final int PUPILS = 20;

  /** Of the many tables of a census of schools those that others are made of. */
  private static final Pattern PUPILS_ON_ROLL =
      Pattern.compile("autumn/.*(pupilonroll|addressesonroll|termlysessiondetailsonroll)\\.csv");

  /** Long enough to be read for a while, so that a kill can meet it. */
  private static final int LONG_FILE_ROWS = 20_000;

  private final TwoAccounts accounts;
  private final Map<String, List<byte[]>> drafts = new TreeMap<>();
  private final List<String> keys;
  private final List<LocalAuthority> authorities;
  private final SortedMap<String, byte[]> uploaded = new TreeMap<>();

  /** Invents everything that may be uploaded; nothing is yet. */
  ChangingUploads(TwoAccounts accounts, Region region, long seed) {
    this.accounts = accounts;
    Dataset dataset = region.datasets().get("ssda903");
    this.authorities = region.authorities().values().stream().limit(AUTHORITIES).toList();
    for (LocalAuthority authority : authorities) {
      String folder = authority.folder() + "/" + dataset.name() + "/";
      for (int draft = 0; draft < DRAFTS; draft++) {
        Ssda903Returns returns =
            new Ssda903Returns(
                dataset, authority, seed + authority.code().hashCode() + draft, CHILDREN);
        for (int year = dataset.newestYear() - YEARS + 1; year <= dataset.newestYear(); year++) {
          returns.filesOf(year).forEach((path, bytes) -> draft(folder + path, bytes));
        }
        draft(folder + longPath(dataset), longFile(dataset, seed + draft));
      }
      for (MessyFile messy : MessyFiles.of(dataset, authority)) {
        draft(folder + messy.path(), messy.bytes());
      }
      for (int draft = 0; draft < DRAFTS; draft++) {
        long other = seed + authority.code().hashCode() + draft;
        others(region, authority, other)
            .forEach((path, bytes) -> draft(authority.folder() + "/" + path, bytes));
      }
    }
    this.keys = List.copyOf(drafts.keySet());
  }

  /** A few files of each further return: forms, snapshots, and pupils with what belongs to them. */
  private static SortedMap<String, byte[]> others(
      Region region, LocalAuthority authority, long seed) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Dataset dataset : region.datasets().values()) {
      String folder = dataset.name() + "/";
      YearMonth month = YearMonth.of(dataset.newestYear(), 1);
      if (dataset.layout() == Layout.FORM) {
        new InventedForms(dataset, seed, FORMS)
            .filesOf(month)
            .forEach((path, bytes) -> files.put(folder + path, bytes));
      } else if (dataset.changesWithinYears()) {
        InventedSnapshots.of(
                dataset,
                authority,
                seed,
                new Ssda903Returns(
                    region.dataset(Ssda903Returns.DATASET), authority, seed, CHILDREN))
            .filesOf(month)
            .forEach((path, bytes) -> files.put(folder + path, bytes));
      } else if (dataset.name().equals(SchoolCensusReturns.DATASET)) {
        new SchoolCensusReturns(dataset, authority, seed, PUPILS)
            .filesOf(dataset.newestYear()).entrySet().stream()
                .filter(file -> PUPILS_ON_ROLL.matcher(file.getKey()).find())
                .forEach(file -> files.put(folder + file.getKey(), file.getValue()));
      }
    }
    return files;
  }

  private void draft(String key, byte[] bytes) {
    drafts.computeIfAbsent(key, name -> new ArrayList<>()).add(bytes);
  }

  private static String longPath(Dataset dataset) {
    return String.format(Locale.ROOT, "%d/episodes of all years.csv", dataset.newestYear() - YEARS);
  }

  private static byte[] longFile(Dataset dataset, long seed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new BulkReturns(dataset, dataset.newestYear() - YEARS, seed).episodes(LONG_FILE_ROWS, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return bytes.toByteArray();
  }

  /** Uploads about a quarter of what there is. */
  void begin(Random random) {
    for (String key : keys) {
      if (random.nextInt(4) == 0) {
        put(key, random);
      }
    }
  }

  /** One to four files come, are replaced or go; says which, by number. */
  String change(Random random) {
    StringBuilder told = new StringBuilder();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      String key = keys.get(random.nextInt(keys.size()));
      boolean there = uploaded.containsKey(key);
      if (there && (random.nextInt(3) == 0 || drafts.get(key).size() == 1)) {
        accounts.delete(key);
        uploaded.remove(key);
        told.append('-');
      } else {
        put(key, random);
        told.append('+');
      }
      told.append(keys.indexOf(key)).append(' ');
    }
    return told.toString().strip();
  }

  /** A file that was never there before comes into each authority's folder. */
  void changeEveryFolder() {
    for (LocalAuthority authority : authorities) {
      String key = authority.folder() + "/ssda903/2024/uasc last of all.csv";
      put(
          key,
          "CHILD,SEX,DOB,DUC\r\n77,M,03/02/2010,03/02/2028\r\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Another content than the one that is there. */
  private void put(String key, Random random) {
    List<byte[]> choice = drafts.get(key);
    int draft = random.nextInt(choice.size());
    if (Arrays.equals(choice.get(draft), uploaded.get(key))) {
      draft = (draft + 1) % choice.size();
    }
    put(key, choice.get(draft));
  }

  private void put(String key, byte[] bytes) {
    accounts.put(key, bytes);
    uploaded.put(key, bytes);
  }

  /** What lies in the authorities' folders now, by key. */
  SortedMap<String, byte[]> uploaded() {
    return new TreeMap<>(uploaded);
  }
}
