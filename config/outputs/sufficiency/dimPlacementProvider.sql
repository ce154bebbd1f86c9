-- Who provides a placement.
--
-- Makes  dimPlacementProvider  every code that PLACE_PROVIDER may carry in any year, and those that repair gives

CREATE TABLE dimPlacementProvider AS
SELECT key AS PlacementProviderKey, code AS PlacementProviderCode, description AS PlacementProviderDescription
FROM coded_members('dimPlacementProvider', 'episodes', 'PLACE_PROVIDER')
ORDER BY PlacementProviderKey;
