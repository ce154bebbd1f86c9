-- Where enquiries under section 47 lead: the rows of a Sankey diagram, one or two per enquiry.
--
-- Reads  cin     the events of the compiled table: dates as DATE, numbers as BIGINT, all else as text
--        limits  the limits in the file beside this one, as columns
-- Makes  output  Source and Destination, the age in whole years

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
  SELECT enquiry, bool_or(
      date_diff('day', enquiries."Date", cin."Date") BETWEEN 0 AND from_s47
      OR coalesce(date_diff('day', conference, cin."Date") BETWEEN 0 AND from_conference, false)
    ) AS has_plan
  FROM enquiries JOIN cin USING (LAchildID), limits
  WHERE cin."Type" = 'CPPstartDate'
  GROUP BY enquiry
),
outcomes AS (
  SELECT
    enquiries.*,
    coalesce(has_plan, false) AS has_plan,
    date_diff('day', "Date", year_end) <= from_s47 AS recent_s47,
    date_diff('day', conference, year_end) <= from_conference AS recent_conference
  FROM enquiries LEFT JOIN plans USING (enquiry), limits
),
steps AS (
  SELECT *, 1 AS step, 'S47 strategy discussion' AS Source,
    CASE
      WHEN conference IS NOT NULL THEN 'ICPC'
      WHEN has_plan THEN 'CPP Start'
      WHEN recent_s47 THEN 'TBD - S47 too recent'
      ELSE 'No ICPC or CPP'
    END AS Destination
  FROM outcomes
  UNION ALL
  SELECT *, 2 AS step, 'ICPC' AS Source,
    CASE
      WHEN has_plan THEN 'CPP Start'
      WHEN recent_conference THEN 'TBD - ICPC too recent'
      ELSE 'No CPP'
    END AS Destination
  FROM outcomes
  WHERE conference IS NOT NULL
)
SELECT
  LAchildID, "Date" AS S47ActualStartDate, conference AS DateOfInitialCPC, Source, Destination,
  PersonBirthDate, GenderCurrent, Ethnicity, LA, "Year",
  -- A child who was not born yet has no age.
  CASE WHEN PersonBirthDate <= "Date" THEN date_sub('year', PersonBirthDate, "Date") END AS "Age at S47"
FROM steps
ORDER BY enquiry, step;
