-- The sectors of postcodes that children come from and are placed in.
--
-- Reads  postcodes, episodes, dimONSArea
-- Makes  dimPostcode  each sector of the directory once, and those that only the returns have

CREATE TABLE dimPostcode AS
WITH known AS (
  SELECT DISTINCT ON (sector) *
  FROM postcodes WHERE sector IS NOT NULL
  ORDER BY sector, la_code NULLS LAST, lsoa11 NULLS LAST, latitude, longitude, eastings, northings, imd
),
submitted AS (
  SELECT HOME_POST AS sector FROM episodes WHERE HOME_POST IS NOT NULL
  UNION SELECT PL_POST FROM episodes WHERE PL_POST IS NOT NULL
),
sectors AS (
  SELECT member_key('dimPostcode', 'sector', sector) AS key, *
  FROM (SELECT sector FROM known UNION SELECT sector FROM submitted) LEFT JOIN known USING (sector)
  UNION ALL
  SELECT -1, unknown_text(), NULL, NULL, NULL, NULL, NULL, NULL, NULL
)
SELECT
  sector                            AS Sector,
  coalesce(la_code, unknown_text()) AS ONSAreaCode,
  coalesce(lsoa11, unknown_text())  AS LSOA2011,
  latitude                          AS Latitude,
  longitude                         AS Longitude,
  eastings                          AS OSEastings,
  northings                         AS OSNorthings,
  imd                               AS IMD,
  key                               AS PostcodeKey,
  coalesce(ONSAreaKey, -1)          AS ONSAreaKey
FROM sectors LEFT JOIN dimONSArea ON AreaType = 'LA' AND AreaCode = la_code
ORDER BY key <> -1, sector;
