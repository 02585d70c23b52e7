-- The events given and all events under them.
WITH RECURSIVE under (id) AS (
  SELECT value
  FROM json_each(:ids)
  UNION
  SELECT event.id
  FROM under
  CROSS JOIN event ON event.parent = under.id
)
SELECT id
FROM under
ORDER BY id
