-- Pupils who live in another authority than that of their school.
--
-- Reads  pupilonroll, and elsewhere
-- Makes  attending  one row for each pupil and such authority, in the order of pupils: pupil (their order), child_home_GIAS and
--                   what the pupil's row holds

CREATE VIEW attending AS
SELECT row_number() OVER () AS pupil, * EXCLUDE (place)
FROM (
  SELECT of.*, elsewhere.home AS "child_home_GIAS"
  FROM (SELECT *, row_number() OVER () AS place FROM pupilonroll) AS of
    JOIN elsewhere ON elsewhere."pupilonrolltableid" = of."pupilonrolltableid" AND elsewhere."NativeId" = of."NativeId"
      AND elsewhere."LA" = of."LA" AND elsewhere."Year" = of."Year" AND elsewhere."Term" = of."Term"
      AND elsewhere."Acad/LA" IS NOT DISTINCT FROM of."Acad/LA"
  WHERE elsewhere.nobody IS NULL
  ORDER BY place, home
);
