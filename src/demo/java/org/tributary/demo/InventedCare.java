package org.tributary.demo;

import static org.tributary.demo.InventedChild.returnYear;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.tributary.demo.InventedChild.Arrival;
import org.tributary.demo.InventedChild.Episode;
import org.tributary.demo.InventedChild.Placement;
import org.tributary.demo.InventedChild.Sex;
import org.tributary.demo.InventedChild.Slip;
import org.tributary.demo.InventedChild.SlipKind;
import org.tributary.schema.Code;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * Invents lives in care over some return years, by the codes that hold in all the years in which
 * each of them will be returned.
 */
final class InventedCare {

  private static final String CARE_BEGAN = "S";
  private static final String LEGAL_STATUS_CHANGED = "L";
  private static final String PLACEMENT_AND_LEGAL_STATUS_CHANGED = "B";
  private static final String NEXT_EPISODE_FOLLOWS = "X1";

  /** What only a hub writes, where an authority left an episode open. */
  private static final String CLOSED_BY_THE_HUB = "E99";

  private static final Set<String> ADOPTED = Set.of("E11", "E12");
  private static final List<String> REASONS_TO_GO_ON =
      List.of("P", "P", "P", "P", "L", "L", "T", "B", "B", "U");
  private static final int SHORTEST_EPISODE_DAYS = 25;
  private static final int SLIP_DAYS = 5;

  private final Table header;
  private final Table episodes;
  private final int firstYear;
  private final int newestYear;
  private final LocalDate firstDay;
  private final LocalDate lastDay;

  InventedCare(Table header, Table episodes, int firstYear, int newestYear) {
    this.header = header;
    this.episodes = episodes;
    this.firstYear = firstYear;
    this.newestYear = newestYear;
    this.firstDay = LocalDate.of(firstYear - 1, 4, 1);
    this.lastDay = LocalDate.of(newestYear, 3, 31);
  }

  InventedChild child(String number, Random random) {
    Arrival arrival = random.nextInt(12) == 0 ? Arrival.ALONE_SEEKING_ASYLUM : Arrival.LOCAL;
    LocalDate taken =
        random.nextInt(3) == 0
            ? firstDay.minusDays(1 + random.nextInt(1000))
            : firstDay.plusDays(random.nextInt(days(firstDay, lastDay) - 30));
    int ageInDays =
        arrival == Arrival.LOCAL ? random.nextInt(16 * 365) : 14 * 365 + random.nextInt(3 * 365);
    LocalDate birth = taken.minusDays(ageInDays);
    Sex sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
    Optional<LocalDate> motherSince =
        sex == Sex.FEMALE && random.nextInt(8) == 0
            ? Optional.of(birth.plusYears(15).plusDays(random.nextInt(700)))
            : Optional.empty();
    String ethnicity = any(header, "ETHNIC", firstYear, newestYear, random);
    List<Episode> lived = episodes(birth, taken, random);
    return new InventedChild(
        number,
        birth,
        sex,
        ethnicity,
        pupilNumber(random),
        motherSince,
        arrival,
        lived,
        slip(lived, random));
  }

  /** Shaped like a pupil number, of a local authority 999 that there is not. */
  private static String pupilNumber(Random random) {
    String letters = "ABCDEFGHJKLMNPQRTUVWXYZ";
    return letters.charAt(random.nextInt(letters.length()))
        + "999"
        + (100_000_000 + random.nextInt(900_000_000));
  }

  private List<Episode> episodes(LocalDate birth, LocalDate taken, Random random) {
    List<Episode> lived = new ArrayList<>();
    LocalDate adulthood = birth.plusYears(18);
    LocalDate start = taken;
    String began = CARE_BEGAN;
    while (true) {
      LocalDate end = start.plusDays(SHORTEST_EPISODE_DAYS + random.nextInt(420));
      if (end.isBefore(firstDay)) {
        end = firstDay.plusDays(20 + random.nextInt(200));
      }
      boolean leaves = random.nextInt(5) == 0;
      if (!end.plusDays(SHORTEST_EPISODE_DAYS).isBefore(adulthood)) {
        end = adulthood;
        leaves = true;
      }
      Optional<LocalDate> known = end.isAfter(lastDay) ? Optional.empty() : Optional.of(end);
      int from = Math.max(firstYear, returnYear(start));
      int to = known.map(InventedChild::returnYear).orElse(newestYear);
      Optional<Episode> previous =
          lived.isEmpty() ? Optional.empty() : Optional.of(lived.get(lived.size() - 1));
      Placement placement = placement(from, to, random);
      if (began.equals(LEGAL_STATUS_CHANGED)) {
        Placement same = previous.orElseThrow().placement();
        if (codes(episodes, "PLACE", from, to).contains(same.code())) {
          placement = same;
        } else {
          began = PLACEMENT_AND_LEGAL_STATUS_CHANGED;
        }
      }
      String next =
          leaves ? CARE_BEGAN : REASONS_TO_GO_ON.get(random.nextInt(REASONS_TO_GO_ON.size()));
      String ended = leaves ? leaving(to, days(birth, end) / 365, random) : NEXT_EPISODE_FOLLOWS;
      boolean moves = !leaves && !next.equals(LEGAL_STATUS_CHANGED);
      lived.add(
          new Episode(
              start,
              began,
              any(episodes, "LS", from, to, random),
              previous
                  .map(Episode::need)
                  .orElse(any(episodes, "CIN", firstYear, newestYear, random)),
              placement,
              known,
              known.isPresent() ? ended : "",
              known.isPresent() && moves
                  ? any(episodes, "REASON_PLACE_CHANGE", to, to, random)
                  : ""));
      start = leaves ? end.plusDays(30 + random.nextInt(300)) : end;
      boolean over =
          leaves && (ADOPTED.contains(ended) || random.nextInt(4) > 0)
              || start.plusDays(2L * SHORTEST_EPISODE_DAYS).isAfter(adulthood);
      if (known.isEmpty() || over || start.isAfter(lastDay)) {
        return lived;
      }
      began = next;
    }
  }

  private String leaving(int year, int age, Random random) {
    List<String> all = codes(episodes, "REC", year, year);
    List<String> adopted = all.stream().filter(ADOPTED::contains).toList();
    if (age < 10 && random.nextInt(3) == 0 && !adopted.isEmpty()) {
      return adopted.get(random.nextInt(adopted.size()));
    }
    List<String> others =
        all.stream()
            .filter(
                code ->
                    !ADOPTED.contains(code)
                        && !code.equals(NEXT_EPISODE_FOLLOWS)
                        && !code.equals(CLOSED_BY_THE_HUB))
            .toList();
    return others.get(random.nextInt(others.size()));
  }

  private Placement placement(int from, int to, Random random) {
    String code = any(episodes, "PLACE", from, to, random);
    String provider = any(episodes, "PLACE_PROVIDER", from, to, random);
    String home = InventedReturns.postcode(random);
    String postcode = InventedReturns.postcode(random);
    String urn = InventedOpenData.urn(random);
    return switch (code.charAt(0)) {
      // For adoption, the agency of the region has no number of its own.
      case 'A' -> new Placement(code, provider, home, postcode, "XXXXXXX");
      case 'P' -> new Placement(code, "", home, postcode, "");
      default -> new Placement(code, provider, home, postcode, urn);
    };
  }

  /** One child in four has a slip, where its episodes allow the kind that was drawn. */
  private Slip slip(List<Episode> lived, Random random) {
    SlipKind[] kinds = SlipKind.values();
    SlipKind kind =
        random.nextInt(4) == 0 ? kinds[1 + random.nextInt(kinds.length - 1)] : SlipKind.NONE;
    for (int i = 0; i < lived.size() && kind != SlipKind.NONE; i++) {
      Episode episode = lived.get(i);
      if (episode.end().isEmpty()) {
        continue;
      }
      int lastYear = returnYear(episode.end().get());
      LocalDate yearBefore = LocalDate.of(lastYear - 1, 3, 31);
      long openDays = episode.start().until(yearBefore, ChronoUnit.DAYS);
      boolean leftOpen = lastYear > firstYear && openDays > 2 * SHORTEST_EPISODE_DAYS;
      boolean followed =
          i + 1 < lived.size()
              && lived.get(i + 1).start().equals(episode.end().get())
              && lived.get(i + 1).lastsInto(LocalDate.of(lastYear, 3, 31))
              && lastYear < newestYear
              && lastYear >= firstYear
              && returnYear(episode.end().get().plusDays(SLIP_DAYS)) == lastYear
              && returnYear(episode.end().get().minusDays(SLIP_DAYS)) == lastYear;
      Optional<Slip> slip =
          switch (kind) {
            case NONE -> Optional.empty();
            case CLOSURE_FORGOTTEN, CHILD_VANISHED, START_MOVED, SPLIT_TAKEN_BACK ->
                leftOpen ? Optional.of(new Slip(kind, i, lastYear - 1)) : Optional.empty();
            case END_TOO_LATE, END_TOO_EARLY ->
                followed ? Optional.of(new Slip(kind, i, lastYear)) : Optional.empty();
          };
      if (slip.isPresent()) {
        return slip.get();
      }
    }
    return Slip.NONE;
  }

  /** What the return of a year says of a child's episodes: what happened, but for its slip. */
  List<Episode> returned(InventedChild child, int year, Random random) {
    LocalDate begin = LocalDate.of(year - 1, 4, 1);
    LocalDate close = LocalDate.of(year, 3, 31);
    Slip slip = child.slip();
    if (slip.kind() == SlipKind.CHILD_VANISHED && year > slip.returnYear()) {
      return List.of();
    }
    List<Episode> rows = new ArrayList<>();
    for (int i = 0; i < child.episodes().size(); i++) {
      Episode episode = child.episodes().get(i);
      if (episode.start().isAfter(close) || !episode.lastsInto(begin.minusDays(1))) {
        continue;
      }
      Episode seen = episode.lastsInto(close) ? open(episode) : episode;
      boolean earlier = year <= slip.returnYear();
      if (slip.is(SlipKind.CLOSURE_FORGOTTEN, i) && !earlier) {
        continue;
      } else if (slip.is(SlipKind.START_MOVED, i) && !earlier) {
        rows.add(startingOn(seen, seen.start().plusDays(SLIP_DAYS)));
      } else if (slip.is(SlipKind.SPLIT_TAKEN_BACK, i) && year == slip.returnYear()) {
        LocalDate split = seen.start().plusDays(SHORTEST_EPISODE_DAYS);
        rows.add(endingOn(seen, split));
        rows.add(
            new Episode(
                split,
                "P",
                seen.legalStatus(),
                seen.need(),
                placement(year, year, random),
                Optional.empty(),
                "",
                ""));
      } else if (slip.is(SlipKind.END_TOO_LATE, i)) {
        rows.add(endingOn(seen, seen.end(), SLIP_DAYS));
      } else if (slip.is(SlipKind.END_TOO_EARLY, i)) {
        rows.add(endingOn(seen, seen.end(), -SLIP_DAYS));
      } else {
        rows.add(seen);
      }
    }
    return rows;
  }

  private static Episode open(Episode episode) {
    return with(episode, episode.start(), Optional.empty(), "", "");
  }

  private static Episode startingOn(Episode episode, LocalDate start) {
    return with(episode, start, episode.end(), episode.ended(), episode.reasonOfChange());
  }

  private static Episode endingOn(Episode episode, LocalDate end) {
    return with(
        episode, episode.start(), Optional.of(end), NEXT_EPISODE_FOLLOWS, episode.reasonOfChange());
  }

  private static Episode endingOn(Episode episode, Optional<LocalDate> end, int days) {
    return with(
        episode,
        episode.start(),
        end.map(day -> day.plusDays(days)),
        episode.ended(),
        episode.reasonOfChange());
  }

  private static Episode with(
      Episode episode,
      LocalDate start,
      Optional<LocalDate> end,
      String ended,
      String reasonOfChange) {
    return new Episode(
        start,
        episode.began(),
        episode.legalStatus(),
        episode.need(),
        episode.placement(),
        end,
        ended,
        reasonOfChange);
  }

  private static int days(LocalDate from, LocalDate to) {
    return (int) (to.toEpochDay() - from.toEpochDay());
  }

  private static String any(Table table, String field, int from, int to, Random random) {
    List<String> codes = codes(table, field, from, to);
    return codes.get(random.nextInt(codes.size()));
  }

  /** The codes of a field that hold in each of these return years. */
  private static List<String> codes(Table table, String field, int from, int to) {
    return field(table, field).codes().stream()
        .filter(code -> IntStream.rangeClosed(from, to).allMatch(code.validity()::holdsIn))
        .map(Code::code)
        .toList();
  }

  static Field field(Table table, String name) {
    return table.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("table " + table.name() + " has no field " + name));
  }
}
