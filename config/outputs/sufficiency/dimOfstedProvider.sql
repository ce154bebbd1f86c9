-- Children's homes and other providers that Ofsted lists.
--
-- Reads  ofsted_providers, ofsted_inspections, gias, dimONSArea, dimOfstedEffectiveness
-- Makes  inspections        one row for each provider and day of a full inspection
--        dimOfstedProvider  each provider once, and three for those that no list has

-- Two judgements of one day are one inspection: the list said it twice. The worse one counts.
CREATE TABLE inspections AS
WITH judgements AS (
  SELECT lower(OverallEffectiveness) AS judgement, min(OfstedEffectivenessKey) AS key,
    min(TRY_CAST(Grade AS INTEGER)) AS grade
  FROM dimOfstedEffectiveness GROUP BY ALL
),
days AS (
  SELECT plain_urn(ofsted_inspections.urn) AS urn, inspection_date,
    max_by(effectiveness, (coalesce(grade, 0), effectiveness)) AS effectiveness
  FROM ofsted_inspections LEFT JOIN judgements ON judgement = lower(trim(effectiveness))
  WHERE urn IS NOT NULL AND inspection_date IS NOT NULL
  GROUP BY ALL
)
SELECT urn, inspection_date, coalesce(key, -1) AS key,
  lead(inspection_date) OVER (PARTITION BY urn ORDER BY inspection_date) AS next_date
FROM days LEFT JOIN judgements ON judgement = lower(trim(effectiveness));

CREATE TABLE dimOfstedProvider AS
WITH areas AS (
  SELECT DISTINCT ON (plain_name(AreaName)) plain_name(AreaName) AS name, AreaCode
  FROM dimONSArea
  WHERE AreaType IN ('LA', 'County')
  ORDER BY plain_name(AreaName), AreaType DESC, AreaCode
),
schools AS (
  SELECT DISTINCT ON (plain_urn(urn)) plain_urn(urn) AS urn, la_code, name
  FROM gias WHERE urn IS NOT NULL
  ORDER BY plain_urn(urn), la_code NULLS LAST, name NULLS LAST
),
listed AS (
  SELECT DISTINCT ON (plain_urn(urn)) * REPLACE (plain_urn(urn) AS urn)
  FROM ofsted_providers WHERE urn IS NOT NULL AND plain_urn(urn) <> 'XXXXXXX'
  ORDER BY plain_urn(urn), registration_date DESC NULLS LAST, status NULLS LAST, closed_date, places, provider_type,
    sector, owner_name, la_name, name
),
providers AS (
  SELECT member_key('dimOfstedProvider', 'urn', urn) AS key, urn, provider_type, sector, registration_date, status,
    closed_date, places, false AS unknown, owner_name, coalesce(AreaCode, schools.la_code) AS area,
    coalesce(listed.name, schools.name) AS name
  FROM listed
  LEFT JOIN areas ON areas.name = plain_name(la_name)
  LEFT JOIN schools USING (urn)
  UNION ALL SELECT -1, unknown_text(), 'No URN was submitted',
    NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, NULL
  UNION ALL SELECT -2, 'XXXXXXX', 'Regional adoption agency', NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, NULL
  UNION ALL SELECT -3, unknown_text(), 'Not listed by Ofsted', NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, NULL
)
SELECT
  providers.urn                               AS URN,
  coalesce(provider_type, unknown_text())     AS ProviderType,
  coalesce(sector, unknown_text())            AS Sector,
  coalesce(registration_date, unknown_day())  AS RegistrationDate,
  coalesce(status, unknown_text())            AS ProviderStatus,
  coalesce(closed_date, unknown_day())        AS ClosedDate,
  places                                      AS MaxUsers,
  unknown                                     AS UnknownSourceFlag,
  coalesce(owner_name, unknown_text())        AS OwnerName,
  coalesce(area, unknown_text())              AS ONSAreaCode,
  providers.key                               AS OfstedProviderKey,
  coalesce(name, unknown_text())              AS ProviderName,
  coalesce(OverallEffectiveness, unknown_text()) AS CurrentGrade,
  -- No judgement comes behind all grades, and unknown last.
  CASE WHEN coalesce(latest.key, -1) = -1 THEN 9 WHEN TRY_CAST(Grade AS INTEGER) > 0 THEN TRY_CAST(Grade AS INTEGER)
    ELSE 8 END::BIGINT                        AS CurrentGradeOrder
FROM providers
LEFT JOIN inspections AS latest ON latest.urn = providers.urn AND NOT unknown AND next_date IS NULL
LEFT JOIN dimOfstedEffectiveness ON OfstedEffectivenessKey = latest.key
ORDER BY least(providers.key, 0), providers.urn;
