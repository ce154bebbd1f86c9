SELECT *, 'Original' AS Episode_source FROM concatenated
-- And nothing else.
