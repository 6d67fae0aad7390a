-- Sessions of human editors: edits of one user no more than 15 minutes apart, at least 10 edits on 5 pages.
CREATE STREAM edits (
  "time"   TIMESTAMP_LTZ(3),
  "user"   VARCHAR,
  page     VARCHAR,
  isRobot  BOOLEAN,
  delta    INTEGER,
  WATERMARK FOR "time" AS "time"
) WITH ('connector' = 'file', 'path' = 'wikipedia_edits.jsonl.gz', 'format' = 'json');

SELECT "user", window_start AS began, max("time") AS last_edit,
       count(*) AS edits, count(DISTINCT page) AS pages, sum(delta) AS characters
FROM SESSION(TABLE (SELECT * FROM edits WHERE NOT isRobot) PARTITION BY "user", DESCRIPTOR("time"), INTERVAL '15' MINUTE)
GROUP BY "user", window_start, window_end
HAVING count(*) >= 10 AND count(DISTINCT page) >= 5;
