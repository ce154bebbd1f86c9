-- What came of referrals: one row per referral.
--
-- Reads  cin     the events of the compiled table: dates as DATE, numbers as BIGINT, all else as text
--        limits  the limits in the file beside this one, as columns
-- Makes  output  the first assessment and the first section 47 in time, with days_to_s17 and days_to_s47, from the referral to the first assessment and the first section 47 of that
--                very referral (same authority, child and referral day) that begin in time, blank where none does; the outcome; the age in whole years

CREATE OR REPLACE TABLE output AS
WITH referrals AS (
  SELECT row_number() OVER (ORDER BY LA, LAchildID, "Date", ReferralSource, "Year") AS referral, *,
    max("Date") OVER (PARTITION BY LA, LAchildID ORDER BY "Date"
      RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) AS before
  FROM cin
  WHERE "Type" = 'CINreferralDate'
),
-- A child may have several of each in time; the first counts, and a referral stays one row.
first_days AS (
  SELECT
    referral,
    min(days) FILTER (WHERE began."Type" = 'AssessmentActualStartDate') AS days_to_s17,
    min(days) FILTER (WHERE began."Type" = 'S47ActualStartDate')        AS days_to_s47,
    min(day) FILTER (WHERE began."Type" = 'AssessmentActualStartDate')  AS assessment_day,
    min(day) FILTER (WHERE began."Type" = 'S47ActualStartDate')         AS s47_day
  FROM (
    SELECT referral, cin."Type", cin."Date" AS day, date_diff('day', referrals."Date", cin."Date") AS days
    FROM referrals JOIN cin USING (LA, LAchildID, CINreferralDate)
    WHERE cin."Type" IN ('AssessmentActualStartDate', 'S47ActualStartDate')
  ) AS began, limits
  WHERE days BETWEEN first_day AND last_day
  GROUP BY referral
)
SELECT
  LAchildID, "Date", "Type", "Date" AS CINreferralDate, ReferralSource, PrimaryNeedCode, CINclosureDate,
  ReasonForClosure, ReferralNFA, UPN, PersonBirthDate, GenderCurrent, PersonSchoolYear, Ethnicity, Disabilities,
  LA, "Year",
  assessment_day AS AssessmentActualStartDate,
  days_to_s17,
  s47_day AS S47ActualStartDate,
  days_to_s47,
  CASE
    WHEN days_to_s17 IS NOT NULL AND days_to_s47 IS NOT NULL THEN 'BOTH'
    WHEN days_to_s17 IS NOT NULL THEN 'S17'
    WHEN days_to_s47 IS NOT NULL THEN 'S47'
    ELSE 'NFA'
  END AS referral_outcome,
  -- A child who was not born yet has no age.
  CASE WHEN PersonBirthDate <= "Date" THEN date_sub('year', PersonBirthDate, "Date") END AS "Age at referral",
  -- The child's referral before this one, to the same authority; another of the same day is none.
  date_diff('day', before, "Date") AS days_since_referral
FROM referrals LEFT JOIN first_days USING (referral)
ORDER BY referral;
