-- Pupils on roll in an autumn, and their attendance of the second half of the summer term before it.
--
-- Reads  pupilonroll, and school_census_summerhalfterm2sessiondetailsonroll
-- Makes  pupils and details, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, "pupilonrolltableid" AS id, "pupilonrolltableid", "NativeId", "summerhalfterm2sessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM pupilonroll;

CREATE VIEW details AS
SELECT "pupilonrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, sessions AS sessions
FROM school_census_summerhalfterm2sessiondetailsonroll;
