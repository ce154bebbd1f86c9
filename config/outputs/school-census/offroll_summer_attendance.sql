-- Pupils who left the school in an autumn, and their attendance of the second half of the summer term before it.
--
-- Reads  pupilnolongeronroll, and school_census_summerhalfterm2sessiondetailsoffroll
-- Makes  pupils and details, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, "pupilnolongeronrolltableid" AS id, "pupilnolongeronrolltableid", "NativeId", "summerhalfterm2sessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM pupilnolongeronroll;

CREATE VIEW details AS
SELECT "pupilnolongeronrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, sessions AS sessions
FROM school_census_summerhalfterm2sessiondetailsoffroll;
