-- Pupils beside their addresses, of the same school, authority, year, term and kind of return. A pupil
-- finds one of each or none, by a stated order, and is never lost or doubled.
--
-- Reads  pupilnolongeronroll, and school_census_addressesoffroll
-- Makes  output   one row for each pupil, in their order
--        remarks  how many pupils found several

CREATE TABLE pupils AS SELECT *, row_number() OVER () AS pupil FROM pupilnolongeronroll;

-- Of several addresses the one with the lowest number, then the smallest sector; no number comes last.
CREATE TABLE homes AS
SELECT "pupilnolongeronrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", count(*) AS alike,
  min({number: number, sector: postcode, la: child_home_la}) AS home
FROM (
    SELECT "pupilnolongeronrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", TRY_CAST("addressesoffrollorderseqcolumn" AS BIGINT) AS number, postcode, child_home_la FROM school_census_addressesoffroll
)
GROUP BY ALL;

CREATE TABLE joined AS
SELECT pupils.*, home.sector AS postcode, home.la AS child_home_la, homes.alike AS homes_alike
FROM pupils
  LEFT JOIN homes ON homes."pupilnolongeronrolltableid" = pupils."pupilnolongeronrolltableid" AND homes."NativeId" = pupils."NativeId" AND homes."LA" = pupils."LA" AND homes."Year" = pupils."Year" AND homes."Term" = pupils."Term" AND homes."Acad/LA" IS NOT DISTINCT FROM pupils."Acad/LA";

CREATE TABLE output AS
SELECT * EXCLUDE (pupil, homes_alike) FROM joined ORDER BY pupil;

INSERT INTO remarks
SELECT 'JoinConflict, several addresses of a pupil, rows', count(*) FROM joined WHERE homes_alike > 1
UNION ALL
SELECT 'Rows that found an address', count(*) FROM joined WHERE homes_alike > 0;
