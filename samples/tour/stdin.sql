-- Sums over whatever another program writes.
CREATE STREAM scores (player VARCHAR, points INTEGER)
WITH ('connector' = 'stdin', 'format' = 'csv', 'csv.header' = 'false');

SELECT player, sum(points) AS points FROM scores GROUP BY player;
