-- Failed logins per source address in a sliding hour, from a server's log.
CREATE STREAM auth (
  logged_at TIMESTAMP(3),
  host      VARCHAR,
  outcome   VARCHAR,
  login     VARCHAR,
  address   VARCHAR,
  WATERMARK FOR logged_at AS logged_at
) WITH (
  'connector' = 'file', 'path' = 'ssh_auth.log', 'format' = 'regex',
  'regex.pattern' = '^(?P<logged_at>\w{3} [ \d]\d \d\d:\d\d:\d\d) (?P<host>\S+) sshd\[\d+\]: (?P<outcome>Failed|Accepted) \S+ for (?:invalid user )?(?P<login>\S*) ?from (?P<address>\S+) port',
  'regex.unmatched' = 'skip',
  'timestamp.format' = 'MMM d HH:mm:ss', 'timestamp.year' = '2017'
);

-- One row per failed login that is at least the 100th of its address within the hour before it.
SELECT address, logged_at, failures, users
FROM (
  SELECT address, logged_at,
         count(*) OVER hour AS failures,
         count(DISTINCT login) OVER hour AS users
  FROM auth
  WHERE outcome = 'Failed'
  WINDOW hour AS (PARTITION BY address ORDER BY logged_at
                  RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW)
)
WHERE failures >= 100;
