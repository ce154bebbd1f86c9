-- Where a child is placed.
--
-- Makes  dimPlacementType  every code that PLACE may carry in any year, and those that repair gives

CREATE TABLE dimPlacementType AS
SELECT key AS PlacementTypeKey, code AS PlacementTypeCode, description AS PlacementTypeDescription
FROM coded_members('dimPlacementType', 'episodes', 'PLACE')
ORDER BY PlacementTypeKey;
