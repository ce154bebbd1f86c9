-- How often each pupil was away, or there, for which reason: a column for each reason, with the greatest number of
-- sessions where a reason stands twice.
--
-- Reads  pupils   one row for each row to come: pupil (their order), id, and the columns that the output begins with
--        details  id, reason and sessions of each record of attendance
-- Makes  output   one row for each of pupils, in their order
--        remarks  how many pupils have a reason twice

-- By the number of the pupil's row, which is quick to compare.
CREATE TABLE reasons AS
SELECT pupils.pupil, coalesce(attendancereason, 'BLANK') AS reason, max(sessions) AS sessions, count(*) AS alike
FROM details
  JOIN pupils ON details.id = pupils.id AND details."NativeId" = pupils."NativeId" AND details."LA" = pupils."LA"
    AND details."Year" = pupils."Year" AND details."Term" = pupils."Term"
    AND details."Acad/LA" IS NOT DISTINCT FROM pupils."Acad/LA"
GROUP BY ALL;

CREATE TABLE attended AS
SELECT pupil, max(alike) AS alike,
  max(sessions) FILTER (WHERE reason = '#') AS "attendancereason #",
  max(sessions) FILTER (WHERE reason = '/') AS "attendancereason /",
  max(sessions) FILTER (WHERE reason = 'B') AS "attendancereason B",
  max(sessions) FILTER (WHERE reason = 'C') AS "attendancereason C",
  max(sessions) FILTER (WHERE reason = 'C1') AS "attendancereason C1",
  max(sessions) FILTER (WHERE reason = 'C2') AS "attendancereason C2",
  max(sessions) FILTER (WHERE reason = 'D') AS "attendancereason D",
  max(sessions) FILTER (WHERE reason = 'E') AS "attendancereason E",
  max(sessions) FILTER (WHERE reason = 'G') AS "attendancereason G",
  max(sessions) FILTER (WHERE reason = 'H') AS "attendancereason H",
  max(sessions) FILTER (WHERE reason = 'I') AS "attendancereason I",
  max(sessions) FILTER (WHERE reason = 'J') AS "attendancereason J",
  max(sessions) FILTER (WHERE reason = 'J1') AS "attendancereason J1",
  max(sessions) FILTER (WHERE reason = 'K') AS "attendancereason K",
  max(sessions) FILTER (WHERE reason = 'L') AS "attendancereason L",
  max(sessions) FILTER (WHERE reason = 'M') AS "attendancereason M",
  max(sessions) FILTER (WHERE reason = 'N') AS "attendancereason N",
  max(sessions) FILTER (WHERE reason = 'O') AS "attendancereason O",
  max(sessions) FILTER (WHERE reason = 'P') AS "attendancereason P",
  max(sessions) FILTER (WHERE reason = 'Q') AS "attendancereason Q",
  max(sessions) FILTER (WHERE reason = 'R') AS "attendancereason R",
  max(sessions) FILTER (WHERE reason = 'S') AS "attendancereason S",
  max(sessions) FILTER (WHERE reason = 'T') AS "attendancereason T",
  max(sessions) FILTER (WHERE reason = 'U') AS "attendancereason U",
  max(sessions) FILTER (WHERE reason = 'V') AS "attendancereason V",
  max(sessions) FILTER (WHERE reason = 'W') AS "attendancereason W",
  max(sessions) FILTER (WHERE reason = 'X') AS "attendancereason X",
  max(sessions) FILTER (WHERE reason = 'Y') AS "attendancereason Y",
  max(sessions) FILTER (WHERE reason = 'Y1') AS "attendancereason Y1",
  max(sessions) FILTER (WHERE reason = 'Y2') AS "attendancereason Y2",
  max(sessions) FILTER (WHERE reason = 'Y3') AS "attendancereason Y3",
  max(sessions) FILTER (WHERE reason = 'Y4') AS "attendancereason Y4",
  max(sessions) FILTER (WHERE reason = 'Y5') AS "attendancereason Y5",
  max(sessions) FILTER (WHERE reason = 'Y6') AS "attendancereason Y6",
  max(sessions) FILTER (WHERE reason = 'Y7') AS "attendancereason Y7",
  max(sessions) FILTER (WHERE reason = 'Z') AS "attendancereason Z",
  max(sessions) FILTER (WHERE reason = '\') AS "attendancereason \",
  max(sessions) FILTER (WHERE reason = 'BLANK') AS "attendancereason BLANK"
FROM reasons
GROUP BY pupil;

CREATE TABLE output AS
SELECT pupils.* EXCLUDE (pupil, id), attended.* EXCLUDE (pupil, alike)
FROM pupils LEFT JOIN attended ON attended.pupil = pupils.pupil
ORDER BY pupils.pupil;

INSERT INTO remarks
SELECT 'JoinConflict, a reason that stands twice, rows', count(*) FROM attended WHERE alike > 1
UNION ALL
SELECT 'Rows that found attendance', count(*) FROM attended;
