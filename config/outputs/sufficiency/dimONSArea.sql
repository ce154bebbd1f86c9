-- The areas of the Office for National Statistics, from ward to country.
--
-- Reads  ons_areas, authorities
-- Makes  dimONSArea       each area once, with the areas that it lies in
--        authority_areas  for each authority the key and the code of its area

CREATE TABLE dimONSArea AS
WITH wards AS (
  SELECT DISTINCT ON (ward_code) *
  FROM ons_areas WHERE ward_code IS NOT NULL
  ORDER BY ward_code, la_code NULLS LAST, ward_name NULLS LAST
),
las AS (
  SELECT DISTINCT ON (la_code) *
  FROM ons_areas WHERE la_code IS NOT NULL
  ORDER BY la_code, county_code NULLS LAST, region_code NULLS LAST, la_name NULLS LAST
),
counties AS (
  SELECT DISTINCT ON (county_code) *
  FROM ons_areas WHERE county_code IS NOT NULL
  ORDER BY county_code, region_code NULLS LAST, county_name NULLS LAST
),
regions AS (
  SELECT DISTINCT ON (region_code) *
  FROM ons_areas WHERE region_code IS NOT NULL
  ORDER BY region_code, country_code NULLS LAST, region_name NULLS LAST
),
countries AS (
  SELECT DISTINCT ON (country_code) *
  FROM ons_areas WHERE country_code IS NOT NULL
  ORDER BY country_code, country_name NULLS LAST
),
areas AS (
  SELECT 1 AS level, 'Ward' AS AreaType, ward_code AS AreaCode, ward_name AS AreaName, ward_code, ward_name,
    la_code, la_name, county_code, county_name, region_code, region_name, country_code, country_name
  FROM wards
  UNION ALL
  SELECT 2, 'LA', la_code, la_name, NULL, NULL,
    la_code, la_name, county_code, county_name, region_code, region_name, country_code, country_name
  FROM las
  UNION ALL
  SELECT 3, 'County', county_code, county_name, NULL, NULL,
    NULL, NULL, county_code, county_name, region_code, region_name, country_code, country_name
  FROM counties
  UNION ALL
  SELECT 4, 'Region', region_code, region_name, NULL, NULL,
    NULL, NULL, NULL, NULL, region_code, region_name, country_code, country_name
  FROM regions
  UNION ALL
  SELECT 5, 'Country', country_code, country_name, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, country_code, country_name
  FROM countries
  UNION ALL
  -- An authority that the lookup does not have is an area all the same, known by its name.
  SELECT 6, 'LA', NULL, name, NULL, NULL, NULL, name, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (SELECT DISTINCT name FROM authorities)
  WHERE plain_name(name) NOT IN (
    SELECT plain_name(la_name) FROM las WHERE la_name IS NOT NULL
    UNION ALL SELECT plain_name(county_name) FROM counties WHERE county_name IS NOT NULL)
  UNION ALL
  SELECT 0, unknown_text(), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
)
SELECT
  coalesce(ward_code, unknown_text())    AS WardCode,
  coalesce(ward_name, unknown_text())    AS WardName,
  coalesce(la_code, unknown_text())      AS LACode,
  coalesce(la_name, unknown_text())      AS LAName,
  coalesce(county_code, unknown_text())  AS CountyCode,
  coalesce(county_name, unknown_text())  AS CountyName,
  coalesce(region_code, unknown_text())  AS RegionCode,
  coalesce(region_name, unknown_text())  AS RegionName,
  coalesce(country_code, unknown_text()) AS CountryCode,
  coalesce(country_name, unknown_text()) AS CountryName,
  AreaType,
  coalesce(AreaCode, unknown_text())     AS AreaCode,
  coalesce(AreaName, unknown_text())     AS AreaName,
  CASE level
    WHEN 0 THEN -1
    WHEN 6 THEN member_key('dimONSArea', 'name', AreaName)
    ELSE member_key('dimONSArea', AreaType, AreaCode)
  END                                    AS ONSAreaKey
FROM areas
ORDER BY level, AreaCode, AreaName;

-- A county that is an authority goes by its county, where no district has its name.
CREATE TABLE authority_areas AS
SELECT DISTINCT ON (name) name, ONSAreaKey, AreaCode
FROM authorities JOIN dimONSArea ON plain_name(AreaName) = plain_name(name)
WHERE AreaType IN ('LA', 'County')
ORDER BY name, AreaType DESC, AreaCode;
