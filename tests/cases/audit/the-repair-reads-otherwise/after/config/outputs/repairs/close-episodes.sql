SELECT * FROM concatenated
-- And nothing else.
