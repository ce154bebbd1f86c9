-- Ages that are counted together, as the published statistics do.
--
-- Makes  dimAgeBand  each band once, and one for unknown

CREATE TABLE dimAgeBand AS
SELECT AgeBandKey::BIGINT AS AgeBandKey, AgeBand, FromAge::BIGINT AS FromAge, ToAge::BIGINT AS ToAge
FROM (VALUES
  (-1, unknown_text(), -1, -1),
  (1, 'Under 1', 0, 0),
  (2, '1 to 4', 1, 4),
  (3, '5 to 9', 5, 9),
  (4, '10 to 15', 10, 15),
  (5, '16 and 17', 16, 17),
  (6, '18 and over', 18, 130)
) AS bands(AgeBandKey, AgeBand, FromAge, ToAge)
ORDER BY AgeBandKey;
