-- Pupils on roll in an autumn, and their attendance of the second half of the summer term before it.
--
-- Reads  pupilonroll
-- Makes  pupils, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, "pupilonrolltableid" AS id, "pupilonrolltableid", "NativeId", "summerhalfterm2sessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM pupilonroll;
