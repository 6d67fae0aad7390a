-- The moment in which an address reaches 5 failures within a minute, after an hour without any.
SELECT logged_at, address, login
FROM (
  SELECT logged_at, address, login,
         count(*) OVER (PARTITION BY address ORDER BY logged_at RANGE INTERVAL '1' MINUTE PRECEDING) AS in_minute,
         count(*) OVER (PARTITION BY address ORDER BY logged_at RANGE INTERVAL '1' HOUR PRECEDING) AS in_hour
  FROM auth
  WHERE outcome = 'Failed'
)
WHERE in_minute = 5 AND in_hour = 5
LIMIT 4;
