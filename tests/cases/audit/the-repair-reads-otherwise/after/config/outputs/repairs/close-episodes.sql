SELECT *, 'Original' AS Episode_source FROM concatenated
WHERE DEC IS NOT NULL
