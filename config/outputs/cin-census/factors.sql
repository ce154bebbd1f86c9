-- What assessments found: one row per child and authorised assessment, with a column of 0 and 1 for each factor.
--
-- Reads  cin     the events of the compiled table: dates as DATE, numbers as BIGINT, all else as text
--        codes   every code of the return: field, code, position (the guide's order), since, before (return years)
-- Makes  output  with a column for each factor that was a code in any of the years in cin

CREATE OR REPLACE TABLE factors AS
SELECT code, min(position) AS position
FROM codes
WHERE field = 'Factors'
  AND since <= (SELECT max("Year") FROM cin)
  AND before > (SELECT min("Year") FROM cin)
GROUP BY code;

-- Every assessment meets every factor, so that a factor that nobody has is a column of zeros.
CREATE OR REPLACE TABLE output AS
WITH assessments AS (
  SELECT
    row_number() OVER (ORDER BY LA, LAchildID, "Date", "Year", Factors) AS assessment,
    LAchildID, "Date", "Type", CINreferralDate, ReferralSource, PrimaryNeedCode, CINclosureDate, ReasonForClosure,
    ReferralNFA, AssessmentActualStartDate, "Date" AS AssessmentAuthorisationDate, Factors, UPN, PersonBirthDate,
    GenderCurrent, PersonSchoolYear, Ethnicity, Disabilities, LA, "Year",
    string_split(coalesce(Factors, ''), ',') AS listed
  FROM cin
  WHERE "Type" = 'AssessmentAuthorisationDate'
),
marked AS (
  SELECT assessment, code, CAST(list_contains(listed, code) AS INTEGER) AS found
  FROM assessments, factors
)
SELECT assessments.* EXCLUDE (assessment, listed), found.* EXCLUDE (assessment)
FROM assessments
  JOIN (
    PIVOT marked ON code IN (SELECT code FROM factors ORDER BY position) USING max(found) GROUP BY assessment
  ) AS found ON found.assessment = assessments.assessment
ORDER BY assessments.assessment;

DROP TABLE factors;
