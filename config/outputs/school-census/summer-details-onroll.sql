-- Records of attendance of pupils on roll, of the second half of the summer term before an autumn.
--
-- Reads  school_census_summerhalfterm2sessiondetailsonroll
-- Makes  details, for attendance.sql

CREATE VIEW details AS
SELECT "pupilonrolltableid" AS id, "NativeId", "LA", "Year", "Term", "Acad/LA", attendancereason, sessions
FROM school_census_summerhalfterm2sessiondetailsonroll;
