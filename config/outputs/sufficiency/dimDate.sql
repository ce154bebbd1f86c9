-- The days, for reports over time.
--
-- Reads  header, episodes, uasc, ofsted_inspections, ofsted_providers
-- Makes  dimDate  every day of the years in which anything happened, without a gap; beside them, and not of the
--                 calendar, days that are slips, and 2999-12-31 for unknown

CREATE TABLE dimDate AS
WITH used AS (
  SELECT DECOM AS day FROM episodes
  UNION SELECT DEC FROM episodes
  UNION SELECT DOB FROM header
  UNION SELECT DUC FROM uasc
  UNION SELECT inspection_date FROM ofsted_inspections
  UNION SELECT registration_date FROM ofsted_providers
  UNION SELECT closed_date FROM ofsted_providers
),
-- A slip such as the year 0209 is a day of its own and does not stretch the calendar.
likely AS (SELECT day FROM used WHERE day BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'),
calendar AS (
  SELECT unnest(generate_series(
    (SELECT date_trunc('year', min(day)) FROM likely),
    (SELECT date_trunc('year', max(day)) + INTERVAL 1 YEAR - INTERVAL 1 DAY FROM likely),
    INTERVAL 1 DAY))::DATE AS day
),
outside AS (
  SELECT day FROM used WHERE day IS NOT NULL
  UNION SELECT unknown_day()
  EXCEPT SELECT day FROM calendar
),
days AS (
  SELECT day, true AS is_in_calendar FROM calendar
  UNION ALL SELECT day, false FROM outside
)
SELECT
  day AS DateKey,
  year(day)                                             AS "Year",
  month(day)                                            AS "Month",
  ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
    'November', 'December'][month(day)]                 AS MonthName,
  quarter(day)                                          AS Quarter,
  -- A return year ends on 31 March and is called by the year in which it ends.
  year(day) + CASE WHEN month(day) > 3 THEN 1 ELSE 0 END AS ReturnYear,
  day = unknown_day()                                   AS IsUnknown,
  is_in_calendar                                        AS IsInCalendar
FROM days
ORDER BY day;
