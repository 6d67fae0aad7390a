-- Orders that are not paid within 15 minutes, and not cancelled either.
CREATE STREAM orders (
  order_id INTEGER NOT NULL,
  customer VARCHAR,
  amount   DECIMAL(10, 2),
  at       TIMESTAMP(3),
  WATERMARK FOR at AS at - INTERVAL '2' MINUTE
) WITH ('connector' = 'file', 'path' = 'orders.csv', 'format' = 'csv');

CREATE STREAM payments (
  order_id INTEGER NOT NULL,
  kind     VARCHAR,
  at       TIMESTAMP(3),
  WATERMARK FOR at AS at - INTERVAL '2' MINUTE
) WITH ('connector' = 'file', 'path' = 'payments.csv', 'format' = 'csv');

SELECT *
FROM MERGE(orders, payments) MATCH_RECOGNIZE (
  PARTITION BY order_id ORDER BY at
  MEASURES O.customer AS customer, O.amount AS amount, O.at AS ordered_at
  PATTERN (O -> !(P | C) FOR INTERVAL '15' MINUTE)
  DEFINE O FROM orders,
         P FROM payments AS kind = 'paid',
         C FROM payments AS kind = 'cancelled'
);
