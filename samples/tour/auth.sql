-- The stream that the other scripts of the tour begin with: login attempts, read from a server's log.
CREATE STREAM auth (
  logged_at TIMESTAMP(3),
  outcome   VARCHAR,
  login     VARCHAR,
  address   VARCHAR,
  WATERMARK FOR logged_at AS logged_at
) WITH (
  'connector' = 'file', 'path' = 'samples/ssh-logins/ssh_auth.log', 'format' = 'regex',
  'regex.pattern' = '^(?P<logged_at>\w{3} [ \d]\d [\d:]+) \S+ sshd\[\d+\]: (?P<outcome>Failed|Accepted) \S+ for (?:invalid user )?(?P<login>\S*) ?from (?P<address>\S+) port',
  'regex.unmatched' = 'skip',
  'timestamp.format' = 'MMM d HH:mm:ss', 'timestamp.year' = '2017'
);
