-- The topics given and all topics under them.
WITH RECURSIVE under (id) AS (
  SELECT value
  FROM json_each(:ids)
  UNION
  SELECT topic.id
  FROM under
  CROSS JOIN topic ON topic.parent = under.id
)
SELECT id
FROM under
ORDER BY id
