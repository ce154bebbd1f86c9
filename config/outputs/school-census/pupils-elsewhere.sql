-- Pupils who live in another authority than that of their school, beside an address there.
--
-- Reads  pupilonroll, and elsewhere
-- Makes  pupils   one row for each pupil and such authority, in the order of pupils: pupil (their order), place (that of the
--                 pupil's row), what it is known by, postcode, child_home_la, child_home_GIAS, homes_alike
--        remarks  how many rows are handed over, and why others are not

CREATE TABLE found AS
SELECT of.*, address.sector AS postcode, address.la AS child_home_la, home AS "child_home_GIAS", alike, nobody
FROM (
  SELECT row_number() OVER () AS place, "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA" FROM pupilonroll
) AS of
  LEFT JOIN elsewhere ON elsewhere."pupilonrolltableid" = of."pupilonrolltableid" AND elsewhere."NativeId" = of."NativeId"
    AND elsewhere."LA" = of."LA" AND elsewhere."Year" = of."Year" AND elsewhere."Term" = of."Term"
    AND elsewhere."Acad/LA" IS NOT DISTINCT FROM of."Acad/LA";

CREATE TABLE pupils AS
SELECT * EXCLUDE (alike, nobody), row_number() OVER () AS pupil, alike AS homes_alike
FROM (FROM found WHERE alike > 0 AND nobody IS NULL ORDER BY place, "child_home_GIAS");

INSERT INTO remarks
SELECT 'Rows handed over', count(*) FROM pupils
UNION ALL
SELECT 'Rows handed to nobody, ' || coalesce(nobody, 'there is no address'), count(*)
FROM found WHERE alike IS NULL OR nobody IS NOT NULL
GROUP BY ALL;
