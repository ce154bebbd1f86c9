SELECT *, 'Original' AS Episode_source FROM concatenated
