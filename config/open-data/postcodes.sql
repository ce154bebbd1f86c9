WITH
units AS (
  SELECT
    left(postcode, length(postcode) - 2) AS sector,
    ended IS NULL AS in_use,
    la_code,
    lsoa11,
    imd,
    -- A postcode without a place has 99.999999 degrees north there, and no grid reference.
    CASE WHEN abs(latitude) <= 90 AND abs(longitude) <= 180 THEN latitude END AS latitude,
    CASE WHEN abs(latitude) <= 90 AND abs(longitude) <= 180 THEN longitude END AS longitude,
    eastings,
    northings
  FROM onspd
),
sectors AS (SELECT sector, bool_or(in_use) AS in_use FROM units GROUP BY sector),
-- Postcodes that ended say nothing of today, unless all of the sector's have.
counted AS (SELECT * FROM units JOIN sectors USING (sector, in_use)),
-- The authority in which most of the postcodes lie; of equals the first code.
authority AS (
  SELECT DISTINCT ON (sector) sector, la_code
  FROM (SELECT sector, la_code, count(*) AS postcodes FROM counted WHERE la_code IS NOT NULL GROUP BY ALL)
  ORDER BY sector, postcodes DESC, la_code
),
-- The neighbourhood (LSOA) of that authority in which most of them lie, and its rank of deprivation.
neighbourhood AS (
  SELECT DISTINCT ON (sector) sector, lsoa11, imd
  FROM (
    SELECT sector, lsoa11, min(imd) AS imd, count(*) AS postcodes
    FROM counted JOIN authority USING (sector, la_code)
    WHERE lsoa11 IS NOT NULL
    GROUP BY sector, lsoa11
  )
  ORDER BY sector, postcodes DESC, lsoa11
),
-- The middle of its postcodes. Sums of whole numbers and decimals are the same in whatever order they are made.
middle AS (
  SELECT
    sector,
    round(sum(latitude) / count(latitude), 6) AS latitude,
    round(sum(longitude) / count(longitude), 6) AS longitude,
    round(sum(eastings) / count(eastings)) AS eastings,
    round(sum(northings) / count(northings)) AS northings
  FROM counted
  GROUP BY sector
)
SELECT sector, la_code, lsoa11, latitude, longitude, eastings, northings, imd
FROM middle LEFT JOIN authority USING (sector) LEFT JOIN neighbourhood USING (sector)
UNION ALL
-- Reduced by somebody else: taken as it is, and a sector that stands twice once.
SELECT DISTINCT ON (sector)
  sector,
  la_code,
  lsoa11,
  CASE WHEN abs(latitude) <= 90 AND abs(longitude) <= 180 THEN latitude END,
  CASE WHEN abs(latitude) <= 90 AND abs(longitude) <= 180 THEN longitude END,
  round(eastings),
  round(northings),
  round(imd)
FROM (SELECT * FROM onspd_sectors ORDER BY sector, la_code, lsoa11, latitude, longitude, eastings, northings, imd)
ORDER BY sector
