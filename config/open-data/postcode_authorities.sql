-- A postcode lies in one authority; where the lookup says two, the smaller code counts, so that no row is ever doubled.
SELECT postcode, min(la_code) AS la_code FROM postcode_lookup WHERE la_code IS NOT NULL GROUP BY postcode ORDER BY postcode
