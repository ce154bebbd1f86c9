-- Where a child is placed.
--
-- Makes  dimPlacementType  every code that PLACE may carry in any year, and those that repair gives

CREATE TABLE dimPlacementType AS
SELECT key AS PlacementTypeKey, code AS PlacementTypeCode, description AS PlacementTypeDescription,
  -- A code that has no few words yet is told by itself.
  coalesce(short, CASE WHEN key = -1 THEN unknown_text() ELSE 'Other: ' || code END) AS PlacementTypeShort,
  coalesce(placement_group, CASE WHEN key = -1 THEN unknown_text() ELSE 'Other' END) AS PlacementGroup,
  list_position(['Foster', 'Residential', 'Semi-independent and supported', 'Secure and custody', 'With parents',
    'Placed for adoption', 'Temporary', 'Other', unknown_text()], PlacementGroup)::BIGINT AS PlacementGroupOrder
FROM coded_members('dimPlacementType', 'episodes', 'PLACE') LEFT JOIN placement_labels USING (code)
ORDER BY PlacementTypeKey;
