-- The three articles that people edited most in each hour, over all Wikipedias; equal counts in order of the title.
CREATE STREAM edits (
  "time"    TIMESTAMP_LTZ(3),
  channel   VARCHAR,
  page      VARCHAR,
  namespace VARCHAR,
  isRobot   BOOLEAN,
  WATERMARK FOR "time" AS "time"
) WITH ('connector' = 'file', 'path' = '../wikipedia-sessions/wikipedia_edits.jsonl.gz', 'format' = 'json');

CREATE VIEW hourly AS
SELECT window_start AS hour, window_end, channel, page, count(*) AS edits
FROM TUMBLE((SELECT * FROM edits WHERE NOT isRobot AND namespace = 'Main'), DESCRIPTOR("time"), INTERVAL '1' HOUR)
GROUP BY window_start, window_end, channel, page;

SELECT hour, row_number() OVER top AS place, substr(channel, 2) AS wiki, page, edits
FROM hourly
WINDOW top AS (PARTITION BY hour, window_end ORDER BY edits DESC, page)
QUALIFY place <= 3;
