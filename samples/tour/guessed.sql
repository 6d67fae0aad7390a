-- An address that fails to log in five times or more, and then gets in, all within ten minutes.
SELECT *
FROM auth MATCH_RECOGNIZE (
  PARTITION BY address ORDER BY logged_at
  MEASURES S.login AS login, S.logged_at AS broken_in, COUNT(F.*) AS failures
  PATTERN (F{5,} S) WITHIN INTERVAL '10' MINUTE
  DEFINE F AS outcome = 'Failed', S AS outcome = 'Accepted'
);
