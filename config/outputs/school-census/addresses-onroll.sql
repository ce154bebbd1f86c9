-- Addresses of pupils on roll, whose table is called otherwise in each term.
--
-- Reads  school_census_addressesonroll, school_census_addresses
-- Makes  addresses  what each belongs to, its number, postcode and child_home_la

CREATE VIEW addresses AS
SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA",
  TRY_CAST("addressesonrollorderseqcolumn" AS BIGINT) AS number, postcode, child_home_la
FROM school_census_addressesonroll
UNION ALL
SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA",
  TRY_CAST("addressesorderseqcolumn" AS BIGINT) AS number, postcode, child_home_la
FROM school_census_addresses;
