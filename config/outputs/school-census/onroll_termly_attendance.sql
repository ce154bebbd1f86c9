-- Pupils on roll, and their attendance of the term.
--
-- Reads  pupilonroll
-- Makes  pupils, for attendance.sql

CREATE TABLE pupils AS
SELECT row_number() OVER () AS pupil, "pupilonrolltableid" AS id, "pupilonrolltableid", "NativeId", "termlysessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM pupilonroll;
