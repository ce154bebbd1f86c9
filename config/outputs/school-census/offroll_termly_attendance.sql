-- Pupils who left the school, and their attendance of the term.
--
-- Reads  pupilnolongeronroll, and school_census_termlysessiondetailsoffroll
-- Makes  pupils and details, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, "pupilnolongeronrolltableid" AS id, "pupilnolongeronrolltableid", "NativeId", "termlysessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM pupilnolongeronroll;

CREATE VIEW details AS
SELECT "pupilnolongeronrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, coalesce(sessions, absencesessions) AS sessions
FROM school_census_termlysessiondetailsoffroll;
