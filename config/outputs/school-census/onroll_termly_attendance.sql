-- Pupils on roll, and their attendance of the term.
--
-- Reads  pupilonroll, and school_census_termlysessiondetailsonroll
-- Makes  pupils and details, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, "pupilonrolltableid" AS id, "pupilonrolltableid", "NativeId", "termlysessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM pupilonroll;

CREATE VIEW details AS
SELECT "pupilonrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, coalesce(sessions, absencesessions) AS sessions
FROM school_census_termlysessiondetailsonroll;
