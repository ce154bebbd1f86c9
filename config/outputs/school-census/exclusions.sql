-- Exclusions of pupils who live in another authority than that of their school: one row for each such authority.
--
-- Reads  termlyexclusionsonroll, and elsewhere
-- Makes  output   in the order of the exclusions

CREATE TABLE output AS
SELECT of.* EXCLUDE (place), home AS "child_home_GIAS"
FROM (SELECT *, row_number() OVER () AS place FROM termlyexclusionsonroll) AS of
  JOIN elsewhere ON elsewhere."pupilonrolltableid" = of."pupilonrolltableid" AND elsewhere."NativeId" = of."NativeId" AND elsewhere."LA" = of."LA"
    AND elsewhere."Year" = of."Year" AND elsewhere."Term" = of."Term" AND elsewhere."Acad/LA" IS NOT DISTINCT FROM of."Acad/LA"
WHERE nobody IS NULL
ORDER BY place, home;
