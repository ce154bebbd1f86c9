SELECT * FROM concatenated
