-- Pupils who live in another authority than that of their school, and their attendance of the second half of the summer
-- term before it.
--
-- Reads  attending
-- Makes  pupils, for attendance.sql

CREATE TABLE pupils AS
SELECT pupil, "pupilonrolltableid" AS id, "pupilonrolltableid", "NativeId", "child_home_GIAS", "summerhalfterm2sessionspossible", "LA", "Year", "Term", "Acad/LA"
FROM attending;
