-- Pupils who live in another authority than that of their school, and their attendance of the term.
--
-- Reads  attending
-- Makes  pupils, for attendance.sql

CREATE TABLE pupils AS
SELECT pupil, "pupilonrolltableid" AS id, "pupilonrolltableid", "NativeId", "child_home_GIAS", "termlysessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM attending;
