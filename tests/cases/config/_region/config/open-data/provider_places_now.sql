SELECT urn, max(places) AS places FROM provider_places GROUP BY urn
