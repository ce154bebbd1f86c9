-- Where enquiries under section 47 lead: the rows of a Sankey diagram, one or two per enquiry.
--
-- Reads  cin     the events of the compiled table: dates as DATE, numbers as BIGINT, all else as text
--        limits  the limits in the file beside this one, as columns
-- Makes  output  Source and Destination; the conference, the first plan that counts and the days between; the days
--                until which it is not too early to say; the age in whole years

CREATE OR REPLACE TABLE output AS
WITH
-- A conference before the enquiry, as the case's own details may have one, is not this enquiry's.
enquiries AS (
  SELECT
    row_number() OVER (ORDER BY LA, LAchildID, "Date", "Year", DateOfInitialCPC) AS enquiry,
    *,
    CASE WHEN DateOfInitialCPC >= "Date" THEN DateOfInitialCPC END AS conference,
    -- The end of the row's own year, not of the newest.
    make_date("Year", 3, 31) AS year_end
  FROM cin
  WHERE "Type" = 'S47ActualStartDate'
),
plans AS (
  SELECT enquiry, min(cin."Date") AS plan
  FROM enquiries JOIN cin USING (LA, LAchildID), limits
  WHERE cin."Type" = 'CPPstartDate'
    AND (date_diff('day', enquiries."Date", cin."Date") BETWEEN 0 AND from_s47
      OR coalesce(date_diff('day', conference, cin."Date") BETWEEN 0 AND from_conference, false))
  GROUP BY enquiry
),
outcomes AS (
  SELECT
    enquiries.*,
    plan,
    year_end - from_s47 AS s47_max_date,
    year_end - from_conference AS icpc_max_date
  FROM enquiries LEFT JOIN plans USING (enquiry), limits
),
steps AS (
  SELECT *, 1 AS step, 'S47 strategy discussion' AS Source,
    CASE
      WHEN conference IS NOT NULL THEN 'ICPC'
      WHEN plan IS NOT NULL THEN 'CPP Start'
      WHEN "Date" >= s47_max_date THEN 'TBD - S47 too recent'
      ELSE 'No ICPC or CPP'
    END AS Destination
  FROM outcomes
  UNION ALL
  SELECT *, 2 AS step, 'ICPC' AS Source,
    CASE
      WHEN plan IS NOT NULL THEN 'CPP Start'
      WHEN conference >= icpc_max_date THEN 'TBD - ICPC too recent'
      ELSE 'No CPP'
    END AS Destination
  FROM outcomes
  WHERE conference IS NOT NULL
)
SELECT
  LAchildID, "Date", "Type", CINreferralDate, ReferralSource, PrimaryNeedCode, CINclosureDate, ReasonForClosure,
  conference AS DateOfInitialCPC, ReferralNFA, "Date" AS S47ActualStartDate, InitialCPCtarget, ICPCnotRequired, UPN,
  PersonBirthDate, GenderCurrent, PersonSchoolYear, Ethnicity, Disabilities, LA, "Year",
  plan AS CPPstartDate,
  date_diff('day', conference, plan) AS icpc_to_cpp,
  date_diff('day', "Date", plan) AS s47_to_cpp,
  year_end AS cin_census_close,
  s47_max_date,
  icpc_max_date,
  Source,
  Destination,
  -- A child who was not born yet has no age.
  CASE WHEN PersonBirthDate <= "Date" THEN date_sub('year', PersonBirthDate, "Date") END AS "Age at S47",
  date_diff('day', "Date", conference) AS s47_to_icpc
FROM steps
ORDER BY enquiry, step;
