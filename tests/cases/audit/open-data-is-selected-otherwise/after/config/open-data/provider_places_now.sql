SELECT urn, min(places) AS places FROM provider_places GROUP BY urn
