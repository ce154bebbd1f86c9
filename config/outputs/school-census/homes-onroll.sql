-- Of each pupil on roll one address, of the same school, authority, year, term and kind of return.
--
-- Reads  pupilonroll, and addresses
-- Makes  pupils  one row for each pupil, in their order: pupil, what it is known by, postcode, child_home_la, homes_alike

-- Of several addresses the one with the lowest number, then the smallest sector; no number comes last.
CREATE TABLE homes AS
SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", count(*) AS alike,
  min({number: number, sector: postcode, la: child_home_la}) AS home
FROM addresses
GROUP BY ALL;

CREATE TABLE pupils AS
SELECT of.*, home.sector AS postcode, home.la AS child_home_la, homes.alike AS homes_alike
FROM (
  SELECT row_number() OVER () AS pupil, "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA" FROM pupilonroll
) AS of
  LEFT JOIN homes ON homes."pupilonrolltableid" = of."pupilonrolltableid" AND homes."NativeId" = of."NativeId"
    AND homes."LA" = of."LA" AND homes."Year" = of."Year" AND homes."Term" = of."Term"
    AND homes."Acad/LA" IS NOT DISTINCT FROM of."Acad/LA"
ORDER BY pupil;
