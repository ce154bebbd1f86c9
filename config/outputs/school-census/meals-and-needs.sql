-- Free meals and needs beside pupils, of the same school, authority, year, term and kind of return. A pupil finds one of
-- each or none, by a stated order, and is never lost or doubled.
--
-- Reads  pupils   one row for each row to come: pupil (their order), pupilonrolltableid, NativeId, LA, Year, Term, Acad/LA
--                 and homes_alike (from how many addresses it was chosen)
--        school_census_fsmperiodsonroll, school_census_fsmperiod, school_census_senneeds
-- Makes  beside   one row for each of pupils, in their order: pupil, fsmstartdate, ukcountry, sentype1, sentype2
--        remarks  how many pupils found several

-- The day of the census: the first Thursday of October, the third of January or of May.
CREATE TABLE days AS
SELECT "Year", "Term",
  (first_day + INTERVAL ((11 - isodow(first_day)) % 7 + weeks * 7) DAY)::DATE AS day
FROM (
  SELECT DISTINCT "Year", "Term",
    make_date("Year", CASE "Term" WHEN 'autumn' THEN 10 WHEN 'spring' THEN 1 ELSE 5 END, 1) AS first_day,
    CASE "Term" WHEN 'autumn' THEN 0 ELSE 2 END AS weeks
  FROM pupils WHERE "Year" IS NOT NULL AND "Term" IS NOT NULL
);

-- Free meals that began by that day and had not ended; an end to come is none. The latest that began.
CREATE TABLE meals AS
SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", count(*) AS alike, max(fsmstartdate) AS since, arg_min(ukcountry, {days: -datediff('day', DATE '1900-01-01', fsmstartdate), country: ukcountry}) AS country
FROM (
    SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", fsmstartdate, fsmenddate, ukcountry FROM school_census_fsmperiodsonroll
    UNION ALL
    SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", fsmstartdate, fsmenddate, ukcountry FROM school_census_fsmperiod
) JOIN days USING ("Year", "Term")
WHERE fsmstartdate <= day AND (fsmenddate IS NULL OR fsmenddate > day)
GROUP BY ALL;

-- The kind of need in the first and in the second place; of several the smallest code.
CREATE TABLE needs AS
SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA",
  count(*) FILTER (WHERE place = 1) AS first_alike, count(*) FILTER (WHERE place = 2) AS second_alike,
  min(sentype) FILTER (WHERE place = 1) AS first_need, min(sentype) FILTER (WHERE place = 2) AS second_need
FROM (SELECT *, TRY_CAST(sentyperank AS BIGINT) AS place FROM school_census_senneeds)
GROUP BY ALL;

CREATE TABLE met AS
SELECT pupils.pupil, homes_alike, since AS fsmstartdate, country AS ukcountry, meals.alike AS meals_alike,
  first_need AS sentype1, second_need AS sentype2, first_alike, second_alike
FROM pupils
  LEFT JOIN meals ON meals."pupilonrolltableid" = pupils."pupilonrolltableid" AND meals."NativeId" = pupils."NativeId"
    AND meals."LA" = pupils."LA" AND meals."Year" = pupils."Year" AND meals."Term" = pupils."Term"
    AND meals."Acad/LA" IS NOT DISTINCT FROM pupils."Acad/LA"
  LEFT JOIN needs ON needs."pupilonrolltableid" = pupils."pupilonrolltableid" AND needs."NativeId" = pupils."NativeId"
    AND needs."LA" = pupils."LA" AND needs."Year" = pupils."Year" AND needs."Term" = pupils."Term"
    AND needs."Acad/LA" IS NOT DISTINCT FROM pupils."Acad/LA";

CREATE TABLE beside AS SELECT pupil, fsmstartdate, ukcountry, sentype1, sentype2 FROM met ORDER BY pupil;

INSERT INTO remarks
SELECT 'JoinConflict, several addresses of a pupil, rows', count(*) FROM met WHERE homes_alike > 1
UNION ALL
SELECT 'JoinConflict, several free meals open on the day, rows', count(*) FROM met WHERE meals_alike > 1
UNION ALL
SELECT 'JoinConflict, several needs in one place, rows', count(*) FROM met WHERE first_alike > 1 OR second_alike > 1
UNION ALL
SELECT 'Rows that found free meals', count(*) FROM met WHERE meals_alike > 0
UNION ALL
SELECT 'Rows that found a need', count(*) FROM met WHERE first_alike > 0 OR second_alike > 0
UNION ALL
SELECT 'Rows that found an address', count(*) FROM met WHERE homes_alike > 0;
