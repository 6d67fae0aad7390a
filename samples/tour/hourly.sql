-- Hours in which one address failed to log in 25 times or more.
SELECT window_start AS hour, address, count(*) AS failures, count(DISTINCT login) AS logins
FROM TUMBLE(auth, INTERVAL '1' HOUR)
WHERE outcome = 'Failed'
GROUP BY address, window_start, window_end
HAVING count(*) >= 25;
