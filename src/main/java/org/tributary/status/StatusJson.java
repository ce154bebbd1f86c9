package org.tributary.status;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a region stands, as a tree for JSON; the keys are promised to other programmes. */
public final class StatusJson {

  private StatusJson() {}

  /** The whole. */
  public static Map<String, Object> of(RegionStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("day", status.day().toString());
    json.put("done", status.isDone());
    json.put("files_set_aside", status.filesSetAside());
    json.put("returns", status.returns().stream().map(StatusJson::of).toList());
    json.put("releases", status.releases().stream().map(StatusJson::of).toList());
    return json;
  }

  private static Map<String, Object> of(ReturnStatus one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("authority", one.authority());
    json.put("name", one.authorityName());
    json.put("dataset", one.dataset());
    json.put("year", one.year());
    json.put("standing", one.standing().words());
    json.put("periods", one.periods());
    json.put("files", one.files());
    json.put("set_aside", one.setAside());
    json.put("errors", one.errors());
    json.put("rows_read", one.rowsRead());
    json.put("rows_kept", one.rowsKept());
    one.due().ifPresent(due -> json.put("due", due.toString()));
    one.changed().ifPresent(changed -> json.put("changed", changed.toString()));
    one.goes().ifPresent(goes -> json.put("goes", goes.toString()));
    return json;
  }

  private static Map<String, Object> of(ReleaseStatus release) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("use_case", release.useCase());
    json.put("release", release.number());
    json.put("when", release.when().toString());
    json.put("rows_read", release.rowsRead());
    json.put("rows_kept", release.rowsKept());
    json.put("removed", release.removed());
    return json;
  }
}
