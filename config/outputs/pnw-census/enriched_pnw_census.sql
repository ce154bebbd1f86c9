-- Placements beside what is known of the same child as of the last day of the month: each row looks at its own day, so
-- that one child's snapshots differ. A row finds one partner or none in each table, by a stated order, and is never lost
-- or doubled.
--
-- Reads  pnw_census                    the compiled census: dates as DATE, whole numbers as BIGINT, all else as text
--        ssda903_header, ssda903_episodes, ssda903_uasc, ssda903_oc2, ssda903_missing
--        cans_enriched_6_21, cans_enriched_0_5   assessments with their summaries
--        postcodes                     open data: the places of postcode sectors
-- Makes  output   one row for each of the census, in its order
--        remarks  how many rows found several partners, or a place in no lookup

CREATE TABLE placements AS
SELECT
  *,
  row_number() OVER () AS placement,
  last_day(make_date("Year", "Month", 1)) AS snapshot,
  (last_day(make_date("Year", "Month", 1)) - INTERVAL 12 MONTH)::DATE AS year_before
FROM pnw_census;

-- Episodes. The window: begun by the day, and not over twelve months before.
CREATE TABLE stays AS
SELECT
  placement, snapshot, place_in_order, DECOM, DEC, RNE, PLACE, PLACE_PROVIDER, HOME_POST, PL_POST,
  DEC IS NULL OR DEC >= snapshot AS is_open,
  row_number() OVER (PARTITION BY placement ORDER BY DECOM, place_in_order) AS nth
FROM placements
  JOIN (SELECT *, row_number() OVER () AS place_in_order FROM ssda903_episodes) ON CHILD = "Identifier"
WHERE DECOM <= snapshot AND (DEC IS NULL OR DEC >= year_before);

-- A child who arrives on the day itself had another placement before, unless there is no other.
CREATE TABLE stay AS
SELECT * FROM stays WHERE is_open
QUALIFY row_number() OVER (
  PARTITION BY placement
  ORDER BY DECOM < snapshot DESC, DECOM DESC, DEC IS NULL DESC, DEC DESC, place_in_order) = 1;

-- An episode that begins because the legal status changed goes on with the placement before it.
CREATE TABLE counted AS
SELECT placement, count(*) FILTER (WHERE nth = 1 OR RNE IS DISTINCT FROM 'L') AS placements_counted
FROM stays GROUP BY placement HAVING bool_or(is_open);

-- One place for each sector, however often and with however many spaces it is written.
CREATE TABLE places AS
SELECT DISTINCT ON (sector)
  regexp_replace(trim(postcodes.sector), '\s+', ' ', 'g') AS sector, la_code, eastings, northings
FROM postcodes
WHERE postcodes.sector IS NOT NULL
ORDER BY 1, la_code, lsoa11, eastings, northings;

CREATE TABLE located AS
SELECT
  stay.placement,
  home.eastings AS home_eastings, home.northings AS home_northings,
  other.eastings AS placement_eastings, other.northings AS placement_northings, other.la_code AS placement_la,
  (HOME_POST IS NOT NULL AND home.sector IS NULL)::INTEGER
    + (PL_POST IS NOT NULL AND other.sector IS NULL)::INTEGER AS missing
FROM stay
  LEFT JOIN places AS home ON home.sector = regexp_replace(trim(HOME_POST), '\s+', ' ', 'g')
  LEFT JOIN places AS other ON other.sector = regexp_replace(trim(PL_POST), '\s+', ' ', 'g');

CREATE TABLE persons AS
SELECT CHILD, SEX, ETHNIC, count(*) OVER (PARTITION BY CHILD, "YEAR") AS alike
FROM (SELECT *, row_number() OVER () AS place_in_order FROM ssda903_header) WHERE CHILD IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY CHILD ORDER BY "YEAR" DESC, place_in_order) = 1;

-- Without a day on which it ceased, a child is one of them still.
CREATE TABLE asylum AS
SELECT CHILD, DUC, count(*) OVER (PARTITION BY CHILD, "YEAR") AS alike
FROM (SELECT *, row_number() OVER () AS place_in_order FROM ssda903_uasc) WHERE CHILD IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY CHILD ORDER BY "YEAR" DESC, DUC DESC NULLS FIRST, place_in_order) = 1;

-- The answers of the return's year in which the day lies: from 1 April to 31 March.
CREATE TABLE outcomes AS
SELECT
  CHILD, "YEAR" AS return_year, CONVICTED, SUBSTANCE_MISUSE, INTERVENTION_RECEIVED, INTERVENTION_OFFERED,
  count(*) OVER (PARTITION BY CHILD, "YEAR") AS alike
FROM ssda903_oc2 WHERE CHILD IS NOT NULL
QUALIFY row_number() OVER (
  PARTITION BY CHILD, "YEAR"
  ORDER BY
    (CONVICTED IS NOT NULL)::INTEGER + (SUBSTANCE_MISUSE IS NOT NULL)::INTEGER
      + (INTERVENTION_RECEIVED IS NOT NULL)::INTEGER + (INTERVENTION_OFFERED IS NOT NULL)::INTEGER DESC,
    CONVICTED DESC NULLS LAST, SUBSTANCE_MISUSE DESC NULLS LAST,
    INTERVENTION_RECEIVED DESC NULLS LAST, INTERVENTION_OFFERED DESC NULLS LAST) = 1;

CREATE TABLE absences AS
SELECT placement, count(*) AS absences_counted
FROM placements JOIN ssda903_missing ON CHILD = "Identifier"
WHERE MISSING IN ('M', 'A') AND MIS_START <= snapshot AND (MIS_END IS NULL OR MIS_END >= year_before)
GROUP BY placement;

-- The four newest assessments by the day; of those of one day the one for older children comes first.
CREATE TABLE assessments AS
SELECT placement, "Assessment Date", "Centerpiece of the Plan", "Strength used in the Plan", "Consider Strength Development", "No Strength, Consider Building", "Trauma Experience (Over Lifetime)", "Action Needed (Youth)", "Immediate/Intensive Action Needed (Youth)", "Action Needed (Caregiver)", "Immediate/Intensive Action Needed (Caregiver)", "Transition Age Action Needed", "Immediate/Intensive Transition Age Action Needed",
  row_number() OVER (PARTITION BY placement ORDER BY "Assessment Date" DESC, kind, place_in_order) AS place
FROM placements
  JOIN (
    SELECT "Youth Unique ID" AS assessed, 1 AS kind, row_number() OVER () AS place_in_order,
      "Assessment Date", "Centerpiece of the Plan", "Strength used in the Plan", "Consider Strength Development", "No Strength, Consider Building", "Trauma Experience (Over Lifetime)", "Action Needed (Youth)", "Immediate/Intensive Action Needed (Youth)", "Action Needed (Caregiver)", "Immediate/Intensive Action Needed (Caregiver)", "Transition Age Action Needed", "Immediate/Intensive Transition Age Action Needed"
    FROM cans_enriched_6_21
    UNION ALL
    SELECT "Child Unique ID", 2, row_number() OVER (),
      "Assessment Date", "Centerpiece of the Plan", "Strength used in the Plan", "Consider Strength Development", "No Strength, Consider Building", "Trauma Experience (Over Lifetime)", "Action Needed (Youth)", "Immediate/Intensive Action Needed (Youth)", "Action Needed (Caregiver)", "Immediate/Intensive Action Needed (Caregiver)", NULL, NULL
    FROM cans_enriched_0_5
  ) ON assessed = "Identifier"
WHERE "Assessment Date" <= snapshot;

CREATE TABLE assessed AS
SELECT
    placement,
    max("Assessment Date") FILTER (WHERE place = 1) AS "Assessment Date 1",
    max("Centerpiece of the Plan") FILTER (WHERE place = 1) AS "Centerpiece of the Plan 1",
    max("Strength used in the Plan") FILTER (WHERE place = 1) AS "Strength used in the Plan 1",
    max("Consider Strength Development") FILTER (WHERE place = 1) AS "Consider Strength Development 1",
    max("No Strength, Consider Building") FILTER (WHERE place = 1) AS "No Strength, Consider Building 1",
    max("Trauma Experience (Over Lifetime)") FILTER (WHERE place = 1) AS "Trauma Experience (Over Lifetime) 1",
    max("Action Needed (Youth)") FILTER (WHERE place = 1) AS "Action Needed (Youth) 1",
    max("Immediate/Intensive Action Needed (Youth)") FILTER (WHERE place = 1) AS "Immediate/Intensive Action Needed (Youth) 1",
    max("Action Needed (Caregiver)") FILTER (WHERE place = 1) AS "Action Needed (Caregiver) 1",
    max("Immediate/Intensive Action Needed (Caregiver)") FILTER (WHERE place = 1) AS "Immediate/Intensive Action Needed (Caregiver) 1",
    max("Transition Age Action Needed") FILTER (WHERE place = 1) AS "Transition Age Action Needed 1",
    max("Immediate/Intensive Transition Age Action Needed") FILTER (WHERE place = 1) AS "Immediate/Intensive Transition Age Action Needed 1",
    max("Assessment Date") FILTER (WHERE place = 2) AS "Assessment Date 2",
    max("Centerpiece of the Plan") FILTER (WHERE place = 2) AS "Centerpiece of the Plan 2",
    max("Strength used in the Plan") FILTER (WHERE place = 2) AS "Strength used in the Plan 2",
    max("Consider Strength Development") FILTER (WHERE place = 2) AS "Consider Strength Development 2",
    max("No Strength, Consider Building") FILTER (WHERE place = 2) AS "No Strength, Consider Building 2",
    max("Trauma Experience (Over Lifetime)") FILTER (WHERE place = 2) AS "Trauma Experience (Over Lifetime) 2",
    max("Action Needed (Youth)") FILTER (WHERE place = 2) AS "Action Needed (Youth) 2",
    max("Immediate/Intensive Action Needed (Youth)") FILTER (WHERE place = 2) AS "Immediate/Intensive Action Needed (Youth) 2",
    max("Action Needed (Caregiver)") FILTER (WHERE place = 2) AS "Action Needed (Caregiver) 2",
    max("Immediate/Intensive Action Needed (Caregiver)") FILTER (WHERE place = 2) AS "Immediate/Intensive Action Needed (Caregiver) 2",
    max("Transition Age Action Needed") FILTER (WHERE place = 2) AS "Transition Age Action Needed 2",
    max("Immediate/Intensive Transition Age Action Needed") FILTER (WHERE place = 2) AS "Immediate/Intensive Transition Age Action Needed 2",
    max("Assessment Date") FILTER (WHERE place = 3) AS "Assessment Date 3",
    max("Centerpiece of the Plan") FILTER (WHERE place = 3) AS "Centerpiece of the Plan 3",
    max("Strength used in the Plan") FILTER (WHERE place = 3) AS "Strength used in the Plan 3",
    max("Consider Strength Development") FILTER (WHERE place = 3) AS "Consider Strength Development 3",
    max("No Strength, Consider Building") FILTER (WHERE place = 3) AS "No Strength, Consider Building 3",
    max("Trauma Experience (Over Lifetime)") FILTER (WHERE place = 3) AS "Trauma Experience (Over Lifetime) 3",
    max("Action Needed (Youth)") FILTER (WHERE place = 3) AS "Action Needed (Youth) 3",
    max("Immediate/Intensive Action Needed (Youth)") FILTER (WHERE place = 3) AS "Immediate/Intensive Action Needed (Youth) 3",
    max("Action Needed (Caregiver)") FILTER (WHERE place = 3) AS "Action Needed (Caregiver) 3",
    max("Immediate/Intensive Action Needed (Caregiver)") FILTER (WHERE place = 3) AS "Immediate/Intensive Action Needed (Caregiver) 3",
    max("Transition Age Action Needed") FILTER (WHERE place = 3) AS "Transition Age Action Needed 3",
    max("Immediate/Intensive Transition Age Action Needed") FILTER (WHERE place = 3) AS "Immediate/Intensive Transition Age Action Needed 3",
    max("Assessment Date") FILTER (WHERE place = 4) AS "Assessment Date 4",
    max("Centerpiece of the Plan") FILTER (WHERE place = 4) AS "Centerpiece of the Plan 4",
    max("Strength used in the Plan") FILTER (WHERE place = 4) AS "Strength used in the Plan 4",
    max("Consider Strength Development") FILTER (WHERE place = 4) AS "Consider Strength Development 4",
    max("No Strength, Consider Building") FILTER (WHERE place = 4) AS "No Strength, Consider Building 4",
    max("Trauma Experience (Over Lifetime)") FILTER (WHERE place = 4) AS "Trauma Experience (Over Lifetime) 4",
    max("Action Needed (Youth)") FILTER (WHERE place = 4) AS "Action Needed (Youth) 4",
    max("Immediate/Intensive Action Needed (Youth)") FILTER (WHERE place = 4) AS "Immediate/Intensive Action Needed (Youth) 4",
    max("Action Needed (Caregiver)") FILTER (WHERE place = 4) AS "Action Needed (Caregiver) 4",
    max("Immediate/Intensive Action Needed (Caregiver)") FILTER (WHERE place = 4) AS "Immediate/Intensive Action Needed (Caregiver) 4",
    max("Transition Age Action Needed") FILTER (WHERE place = 4) AS "Transition Age Action Needed 4",
    max("Immediate/Intensive Transition Age Action Needed") FILTER (WHERE place = 4) AS "Immediate/Intensive Transition Age Action Needed 4"
FROM assessments
WHERE place <= 4
GROUP BY placement;

CREATE TABLE joined AS
SELECT
  placements.*,
  PLACE AS "903 placement type",
  PLACE_PROVIDER AS "903 provider type",
  HOME_POST AS "Home postcode",
  PL_POST AS "Placement postcode",
  placements_counted AS "# placements in last 12 months",
  home_eastings AS "Home eastings",
  home_northings AS "Home northings",
  placement_eastings AS "Placement eastings",
  placement_northings AS "Placement northings",
  placement_la AS "Placement LA code",
  CASE SEX WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE SEX END AS "Gender 903",
  ETHNIC AS "Ethnicity 903",
  CASE
    WHEN asylum.CHILD IS NOT NULL THEN (DUC IS NULL OR DUC >= placements.snapshot)::BIGINT
    WHEN sent.LA IS NOT NULL THEN 0
  END AS "UASC 903",
  CONVICTED AS "Child convicted during the year",
  SUBSTANCE_MISUSE AS "Child identified as having a substance misuse problem",
  INTERVENTION_RECEIVED AS "Child received intervention for substance misuse problem",
  INTERVENTION_OFFERED AS "Child offered intervention for substance misuse problem",
  absences_counted AS "# missing episodes in last 12 months",
  coalesce(persons.alike, 1) AS headers_alike,
  coalesce(asylum.alike, 1) AS asylum_alike,
  coalesce(outcomes.alike, 1) AS outcomes_alike
FROM placements
  LEFT JOIN stay ON stay.placement = placements.placement
  LEFT JOIN counted ON counted.placement = placements.placement
  LEFT JOIN located ON located.placement = placements.placement
  LEFT JOIN persons ON persons.CHILD = placements."Identifier"
  LEFT JOIN asylum ON asylum.CHILD = placements."Identifier"
  LEFT JOIN (SELECT DISTINCT LA FROM ssda903_uasc) AS sent ON sent.LA = placements.LA
  LEFT JOIN outcomes
    ON outcomes.CHILD = placements."Identifier" AND return_year = year(placements.snapshot) + (month(placements.snapshot) > 3)::INTEGER
  LEFT JOIN absences ON absences.placement = placements.placement;

CREATE TABLE output AS
SELECT
  placements."Looked after child?",
  placements."Placing Authority",
  placements."Identifier",
  placements."Age",
  placements."Gender",
  placements."Ethnic Group",
  placements."How the placement was sourced",
  placements."Placement start date",
  placements."Organisation",
  placements."Provider ID",
  placements."Provider Ofsted (or equivalent) URN",
  placements."Provider Company number",
  placements."Establishment",
  placements."Registration type",
  placements."Primary registration type",
  placements."Establishment registration URN",
  placements."Establishment URN",
  placements."Host Authority",
  placements."Primary Placing at Distance Reason",
  placements."Placing at Distance Reason",
  placements."Type of provision",
  placements."UASC",
  placements."Total weekly cost",
  placements."Contribution from Social Care",
  placements."Contribution from Education",
  placements."Contribution from Health",
  placements."Does this placement cost include additional packages?",
  placements."Deprivation of Liberty Safeguards in place?",
  placements."Does this CYP require a solo placement?",
  placements."SEND",
  placements."LA",
  placements."Month",
  placements."Year",
  "903 placement type",
  "903 provider type",
  "Home postcode",
  "Placement postcode",
  "# placements in last 12 months",
  "Home eastings",
  "Home northings",
  "Placement eastings",
  "Placement northings",
  "Placement LA code",
  "Gender 903",
  "Ethnicity 903",
  "UASC 903",
  "Child convicted during the year",
  "Child identified as having a substance misuse problem",
  "Child received intervention for substance misuse problem",
  "Child offered intervention for substance misuse problem",
  "# missing episodes in last 12 months",
  "Assessment Date 1",
  "Centerpiece of the Plan 1",
  "Strength used in the Plan 1",
  "Consider Strength Development 1",
  "No Strength, Consider Building 1",
  "Trauma Experience (Over Lifetime) 1",
  "Action Needed (Youth) 1",
  "Immediate/Intensive Action Needed (Youth) 1",
  "Action Needed (Caregiver) 1",
  "Immediate/Intensive Action Needed (Caregiver) 1",
  "Transition Age Action Needed 1",
  "Immediate/Intensive Transition Age Action Needed 1",
  "Assessment Date 2",
  "Centerpiece of the Plan 2",
  "Strength used in the Plan 2",
  "Consider Strength Development 2",
  "No Strength, Consider Building 2",
  "Trauma Experience (Over Lifetime) 2",
  "Action Needed (Youth) 2",
  "Immediate/Intensive Action Needed (Youth) 2",
  "Action Needed (Caregiver) 2",
  "Immediate/Intensive Action Needed (Caregiver) 2",
  "Transition Age Action Needed 2",
  "Immediate/Intensive Transition Age Action Needed 2",
  "Assessment Date 3",
  "Centerpiece of the Plan 3",
  "Strength used in the Plan 3",
  "Consider Strength Development 3",
  "No Strength, Consider Building 3",
  "Trauma Experience (Over Lifetime) 3",
  "Action Needed (Youth) 3",
  "Immediate/Intensive Action Needed (Youth) 3",
  "Action Needed (Caregiver) 3",
  "Immediate/Intensive Action Needed (Caregiver) 3",
  "Transition Age Action Needed 3",
  "Immediate/Intensive Transition Age Action Needed 3",
  "Assessment Date 4",
  "Centerpiece of the Plan 4",
  "Strength used in the Plan 4",
  "Consider Strength Development 4",
  "No Strength, Consider Building 4",
  "Trauma Experience (Over Lifetime) 4",
  "Action Needed (Youth) 4",
  "Immediate/Intensive Action Needed (Youth) 4",
  "Action Needed (Caregiver) 4",
  "Immediate/Intensive Action Needed (Caregiver) 4",
  "Transition Age Action Needed 4",
  "Immediate/Intensive Transition Age Action Needed 4"
FROM joined AS placements LEFT JOIN assessed ON assessed.placement = placements.placement
ORDER BY placements.placement;

INSERT INTO remarks
SELECT 'JoinConflict, several episodes open on the day, rows', count(*)
FROM (SELECT placement FROM stays WHERE is_open GROUP BY placement HAVING count(*) > 1)
UNION ALL
SELECT 'JoinConflict, several rows of header, uasc or oc2 in a year, rows', count(*)
FROM joined WHERE greatest(headers_alike, asylum_alike, outcomes_alike) > 1
UNION ALL
SELECT 'LookupMissing, postcode sectors that are in no lookup', coalesce(sum(missing), 0) FROM located
UNION ALL
SELECT 'Rows that found an episode', count(*) FROM stay
UNION ALL
SELECT 'Rows that found an assessment', count(*) FROM assessed;
