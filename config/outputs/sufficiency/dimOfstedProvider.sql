-- Children's homes and other providers that Ofsted lists.
--
-- Reads  ofsted_providers, gias, ons_areas
-- Makes  dimOfstedProvider  each provider once, and three for those that no list has

CREATE TABLE dimOfstedProvider AS
WITH areas AS (
  SELECT DISTINCT ON (plain_name(AreaName)) plain_name(AreaName) AS name, AreaCode
  FROM dimONSArea
  WHERE AreaType IN ('LA', 'County')
  ORDER BY plain_name(AreaName), AreaType DESC, AreaCode
),
schools AS (
  SELECT DISTINCT ON (plain_urn(urn)) plain_urn(urn) AS urn, la_code
  FROM gias WHERE urn IS NOT NULL
  ORDER BY plain_urn(urn), la_code NULLS LAST
),
listed AS (
  SELECT DISTINCT ON (plain_urn(urn)) * REPLACE (plain_urn(urn) AS urn)
  FROM ofsted_providers WHERE urn IS NOT NULL AND plain_urn(urn) <> 'XXXXXXX'
  ORDER BY plain_urn(urn), registration_date DESC NULLS LAST, status NULLS LAST, closed_date, places, provider_type,
    sector, owner_name, la_name
),
providers AS (
  SELECT member_key('dimOfstedProvider', 'urn', urn) AS key, urn, provider_type, sector, registration_date, status,
    closed_date, places, false AS unknown, owner_name, coalesce(AreaCode, schools.la_code) AS area
  FROM listed
  LEFT JOIN areas ON areas.name = plain_name(la_name)
  LEFT JOIN schools USING (urn)
  UNION ALL SELECT -1, unknown_text(), 'No URN was submitted',
    NULL, NULL, NULL, NULL, NULL, true, NULL, NULL
  UNION ALL SELECT -2, 'XXXXXXX', 'Regional adoption agency', NULL, NULL, NULL, NULL, NULL, true, NULL, NULL
  UNION ALL SELECT -3, unknown_text(), 'Not listed by Ofsted', NULL, NULL, NULL, NULL, NULL, true, NULL, NULL
)
SELECT
  urn                                         AS URN,
  coalesce(provider_type, unknown_text())     AS ProviderType,
  coalesce(sector, unknown_text())            AS Sector,
  coalesce(registration_date, unknown_day())  AS RegistrationDate,
  coalesce(status, unknown_text())            AS ProviderStatus,
  coalesce(closed_date, unknown_day())        AS ClosedDate,
  places                                      AS MaxUsers,
  unknown                                     AS UnknownSourceFlag,
  coalesce(owner_name, unknown_text())        AS OwnerName,
  coalesce(area, unknown_text())              AS ONSAreaCode,
  key                                         AS OfstedProviderKey
FROM providers
ORDER BY least(key, 0), urn;
