-- Pupils who live in another authority than that of their school, and their attendance of the second half of the summer
-- term before it.
--
-- Reads  pupilonroll, and school_census_summerhalfterm2sessiondetailsonroll, and elsewhere
-- Makes  pupils and details, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, pupilonrolltableid AS id, pupilonrolltableid, "NativeId", "child_home_GIAS", summerhalfterm2sessionspossible, "LA", "Year", "Term", "Acad/LA"
FROM (
  SELECT of.*, elsewhere.home AS "child_home_GIAS"
  FROM (SELECT *, row_number() OVER () AS place FROM pupilonroll) AS of
    JOIN elsewhere ON elsewhere.pupilonrolltableid = of.pupilonrolltableid AND elsewhere."NativeId" = of."NativeId" AND elsewhere."LA" = of."LA"
      AND elsewhere."Year" = of."Year" AND elsewhere."Term" = of."Term" AND elsewhere."Acad/LA" IS NOT DISTINCT FROM of."Acad/LA"
  WHERE elsewhere.nobody IS NULL
  ORDER BY place, home
);

CREATE VIEW details AS
SELECT "pupilonrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, sessions AS sessions
FROM school_census_summerhalfterm2sessiondetailsonroll;
