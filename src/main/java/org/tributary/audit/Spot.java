package org.tributary.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tributary.audit.Part.Branch;
import org.tributary.audit.Part.Branch.Shape;

/** The same place in both versions, where one of them may have nothing. */
record Spot(List<String> path, Optional<Part> before, Optional<Part> after) {

  Spot {
    path = List.copyOf(path);
  }

  boolean isSame() {
    return before.isPresent() == after.isPresent()
        && before.stream().allMatch(part -> part.says(after.orElseThrow()));
  }

  boolean isAdded() {
    return before.isEmpty();
  }

  boolean isOneSided() {
    return before.isEmpty() || after.isEmpty();
  }

  /** Whether what is inside can be compared one by one. */
  boolean isOpen() {
    return isOneSided()
        ? either() instanceof Branch branch && branch.shape() == Shape.FOLDER
        : before.orElseThrow() instanceof Branch old
            && after.orElseThrow() instanceof Branch now
            && old.shape() == now.shape();
  }

  /** Whether a single value stands there, in both or in one. */
  boolean isSingle() {
    return Stream.of(before, after)
        .flatMap(Optional::stream)
        .allMatch(part -> part instanceof Part.Leaf);
  }

  /** What stands there, the newer where both have it. */
  Part either() {
    return after.or(() -> before).orElseThrow();
  }

  String where() {
    return either().where();
  }

  Spot child(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return new Spot(
        longer, before.flatMap(part -> part.at(name)), after.flatMap(part -> part.at(name)));
  }

  /** What is inside, those of before first. */
  List<Spot> children() {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(before, after).flatMap(Optional::stream).map(Part::names).forEach(names::addAll);
    return names.stream().map(this::child).toList();
  }

  String was(String... inside) {
    return before.map(part -> part.text(inside)).orElse("");
  }

  String is(String... inside) {
    return after.map(part -> part.text(inside)).orElse("");
  }

  Collection<String> namesBefore(String... inside) {
    return before.map(part -> part.names(inside)).orElse(Set.of());
  }

  Collection<String> namesAfter(String... inside) {
    return after.map(part -> part.names(inside)).orElse(Set.of());
  }

  /** One name of the path; a file's without its ending. */
  String name(int index) {
    String name = path.get(index);
    return name.endsWith(".yaml") ? name.substring(0, name.length() - ".yaml".length()) : name;
  }

  String last() {
    return path.get(path.size() - 1);
  }

  /** The names within the file, as a person follows them from its top. */
  String inFile() {
    int depth = Math.min(either().file().split("/").length, path.size());
    return String.join(" ", path.subList(depth, path.size()));
  }

  /** The file, and the names within it. */
  String about() {
    return either().file() + (inFile().isEmpty() ? "" : ": " + inFile());
  }
}
