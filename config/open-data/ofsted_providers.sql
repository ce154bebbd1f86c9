WITH
records AS (
  SELECT urn, file_day, 1 AS place, inspection_date AS day, provider_type, sector, registration_date, status, places,
    owner_name, la_name, name
  FROM ofsted_at_31_august
  UNION ALL
  SELECT urn, file_day, 2, NULL, provider_type, sector, registration_date, status, places, owner_name, la_name, name
  FROM ofsted_places
  UNION ALL
  SELECT urn, file_day, 3, inspection_date, provider_type, sector, registration_date, status, places, owner_name, la_name, name
  FROM ofsted_in_year
),
closed AS (
  SELECT urn, file_day, 4 AS place, closed_date AS day, provider_type, sector, registration_date, status, places,
    owner_name, la_name, name
  FROM ofsted_closed_homes
),
-- A file that does not even say what a provider is, such as one of places alone, describes it only where none else does;
-- and the list of closed homes, which otherwise only says when they closed, where no other file has them.
listed AS (
  SELECT * FROM records WHERE provider_type IS NOT NULL
  UNION ALL
  SELECT * FROM records WHERE urn NOT IN (SELECT urn FROM records WHERE provider_type IS NOT NULL)
  UNION ALL
  SELECT * FROM closed WHERE urn NOT IN (SELECT urn FROM records)
),
newest AS (SELECT urn, max(file_day) AS file_day FROM listed GROUP BY urn),
-- What Ofsted says of a provider on the newest day on which it says anything. Files of that day fill one another's gaps;
-- older ones do not, since what is blank now may have been taken back. Nothing hangs on the order of a file's rows.
described AS (
  SELECT
    urn,
    file_day,
    first(provider_type ORDER BY place, day DESC NULLS LAST, provider_type) FILTER (provider_type IS NOT NULL)
      AS provider_type,
    first(sector ORDER BY place, day DESC NULLS LAST, sector) FILTER (sector IS NOT NULL) AS sector,
    first(registration_date ORDER BY place, day DESC NULLS LAST, registration_date DESC)
      FILTER (registration_date IS NOT NULL) AS registration_date,
    first(status ORDER BY place, day DESC NULLS LAST, status) FILTER (status IS NOT NULL) AS status,
    first(owner_name ORDER BY place, day DESC NULLS LAST, owner_name) FILTER (owner_name IS NOT NULL) AS owner_name,
    first(la_name ORDER BY place, day DESC NULLS LAST, la_name) FILTER (la_name IS NOT NULL) AS la_name,
    first(name ORDER BY place, day DESC NULLS LAST, name) FILTER (name IS NOT NULL) AS name
  FROM listed JOIN newest USING (urn, file_day)
  GROUP BY urn, file_day
),
-- Places are not in every file, so the newest that says them counts, the file of places first.
places AS (
  SELECT urn, first(places ORDER BY file_day DESC, place <> 2, place, day DESC NULLS LAST, places DESC) AS places
  FROM (SELECT * FROM records UNION ALL SELECT * FROM closed)
  WHERE places IS NOT NULL
  GROUP BY urn
),
closing AS (
  SELECT DISTINCT ON (urn) urn, file_day AS said, day AS closed_date, status
  FROM closed
  WHERE day IS NOT NULL
  ORDER BY urn, file_day DESC, day DESC, status
),
-- A provider that a newer file shows active has opened again.
joined AS (
  SELECT described.*, places.places, closing.said, closing.closed_date, closing.status AS closing_status,
    closing.closed_date IS NOT NULL
      AND NOT (described.file_day > closing.said AND coalesce(lower(described.status), '') = 'active') AS is_closed
  FROM described LEFT JOIN places USING (urn) LEFT JOIN closing USING (urn)
)
SELECT
  urn,
  provider_type,
  sector,
  registration_date,
  -- The list of closed homes does not always have a status of its own.
  CASE
    WHEN NOT is_closed OR (file_day > said AND status IS NOT NULL) THEN status
    ELSE coalesce(closing_status, 'Closed')
  END AS status,
  CASE WHEN is_closed THEN closed_date END AS closed_date,
  places,
  owner_name,
  la_name,
  name
FROM joined
ORDER BY urn
