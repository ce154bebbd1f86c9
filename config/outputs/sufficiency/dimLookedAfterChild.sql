-- The children, each as the newest return describes them.
--
-- Reads  header, uasc, episodes, authority_areas
-- Makes  dimLookedAfterChild  each child once, however many returns tell of the child

CREATE VIEW dimLookedAfterChild AS
WITH newest AS (
  -- Ranked, not DISTINCT ON: sorting spills when there are millions of children.
  SELECT CHILD, SEX, DOB, ETHNIC, LA, "YEAR"
  FROM header WHERE CHILD IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY CHILD
    ORDER BY "YEAR" DESC NULLS LAST, DOB NULLS LAST, SEX NULLS LAST, ETHNIC NULLS LAST, LA NULLS LAST) = 1
),
asylum AS (
  SELECT CHILD, max(DUC) AS DUC, list(DISTINCT "YEAR") AS asylum_years
  FROM uasc WHERE CHILD IS NOT NULL GROUP BY CHILD
),
-- A child of whom there are episodes and no header is a child all the same.
others AS (
  SELECT CHILD, NULL AS SEX, NULL AS DOB, NULL AS ETHNIC, min(LA) AS LA, max("YEAR") AS "YEAR"
  FROM episodes ANTI JOIN header USING (CHILD)
  WHERE CHILD IS NOT NULL
  GROUP BY CHILD
),
children AS (
  SELECT member_key('dimLookedAfterChild', 'CHILD', CHILD) AS key, *
  FROM (FROM newest UNION ALL FROM others) LEFT JOIN asylum USING (CHILD)
  UNION ALL
  SELECT -1, unknown_text(), NULL, NULL, NULL, NULL, NULL, NULL, NULL
)
SELECT
  CHILD                                     AS ChildIdentifier,
  -- Until 2024 the return said 1 and 2.
  CASE SEX WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE coalesce(SEX, unknown_text()) END AS Gender,
  coalesce(DOB, unknown_day())              AS DateofBirthKey,
  coalesce(ETHNIC, unknown_text())          AS EthnicCode,
  coalesce(DUC, unknown_day())              AS UASCCeasedDateKey,
  coalesce("YEAR", year(unknown_day()))     AS SubmissionYearDateKey,
  coalesce(authority_areas.ONSAreaKey, -1)  AS ONSAreaCode,
  coalesce(ethnic.description, unknown_text()) AS EthnicDescription,
  coalesce(ethnic.ethnic_group, 'Not known') AS EthnicGroup,
  -- A row of the return's own year counts, with or without the day on which the status ended.
  status                                    AS UASCStatusCode,
  asylum.description                        AS UASCStatusDescription,
  key                                       AS LookedAfterChildKey,
  coalesce(EthnicityKey, -1)                AS EthnicityKey
FROM (SELECT *, CASE WHEN key = -1 THEN -1
    ELSE coalesce(list_contains(asylum_years, "YEAR"), false)::BIGINT END::BIGINT AS status FROM children)
LEFT JOIN authority_areas ON authority_areas.name = LA
LEFT JOIN ethnic_labels AS ethnic ON ethnic.code = ETHNIC
LEFT JOIN dimEthnicity ON EthnicityCode = ETHNIC
LEFT JOIN asylum_labels AS asylum USING (status)
ORDER BY key <> -1, CHILD;
