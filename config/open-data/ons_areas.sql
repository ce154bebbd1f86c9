-- A ward that stands twice keeps the first of its rows in the order of their values, whatever order the file has.
SELECT DISTINCT ON (ward_code)
  ward_code, ward_name, la_code, la_name, county_code, county_name, region_code, region_name, country_code, country_name
FROM ons_lookup
ORDER BY ward_code, la_code, ward_name, la_name, county_code, county_name, region_code, region_name, country_code,
  country_name
