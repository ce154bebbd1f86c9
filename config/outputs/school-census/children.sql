-- Pupils who live in another authority than that of their school, beside an address there: one row for each such
-- authority.
--
-- Reads  pupilonroll, and elsewhere
-- Makes  pupils, for meals-and-needs.sql
--        remarks  how many rows are handed over, and why others are not

CREATE TABLE found AS
SELECT of.*, address.sector AS postcode, address.la AS child_home_la, home AS "child_home_GIAS", alike, nobody
FROM (SELECT *, row_number() OVER () AS place FROM pupilonroll) AS of
  LEFT JOIN elsewhere ON elsewhere."pupilonrolltableid" = of."pupilonrolltableid" AND elsewhere."NativeId" = of."NativeId" AND elsewhere."LA" = of."LA"
    AND elsewhere."Year" = of."Year" AND elsewhere."Term" = of."Term" AND elsewhere."Acad/LA" IS NOT DISTINCT FROM of."Acad/LA";

CREATE TABLE pupils AS
SELECT * EXCLUDE (place, alike, nobody), row_number() OVER () AS pupil, alike AS homes_alike
FROM (FROM found WHERE alike > 0 AND nobody IS NULL ORDER BY place, "child_home_GIAS");

INSERT INTO remarks
SELECT 'Rows handed over', count(*) FROM pupils
UNION ALL
SELECT 'Rows handed to nobody, ' || coalesce(nobody, 'there is no address'), count(*)
FROM found WHERE alike IS NULL OR nobody IS NOT NULL
GROUP BY ALL;
