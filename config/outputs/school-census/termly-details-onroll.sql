-- Records of attendance of pupils on roll, of the term.
--
-- Reads  school_census_termlysessiondetailsonroll
-- Makes  details, for attendance.sql

CREATE VIEW details AS
SELECT "pupilonrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, coalesce(sessions, absencesessions) AS sessions
FROM school_census_termlysessiondetailsonroll;
