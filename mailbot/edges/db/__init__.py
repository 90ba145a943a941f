"""The scheme's record in a SQL database: one question is one function, named as the question."""
