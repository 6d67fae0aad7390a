-- Break-ins: five failed logins or more, then one that succeeds, from one address within ten minutes.
CREATE STREAM auth (
  logged_at TIMESTAMP(3),
  outcome   VARCHAR,
  login     VARCHAR,
  address   VARCHAR,
  WATERMARK FOR logged_at AS logged_at
) WITH (
  'connector' = 'file', 'path' = '../ssh-logins/ssh_auth.log', 'format' = 'regex',
  'regex.pattern' = '^(?P<logged_at>\w{3} [ \d]\d [\d:]+) \S+ sshd\[\d+\]: (?P<outcome>Failed|Accepted) \S+ for (?:invalid user )?(?P<login>\S*) ?from (?P<address>\S+) port',
  'regex.unmatched' = 'skip',
  'timestamp.format' = 'MMM d HH:mm:ss', 'timestamp.year' = '2017'
);

SELECT *
FROM auth MATCH_RECOGNIZE (
  PARTITION BY address ORDER BY logged_at
  MEASURES S.login AS login, FIRST(F.logged_at) AS first_try, S.logged_at AS broken_in, COUNT(F.*) AS failures
  PATTERN (F{5,} S) WITHIN INTERVAL '10' MINUTE
  DEFINE F AS outcome = 'Failed',
         S AS outcome = 'Accepted'
);
