SELECT
  id,
  uid,
  key,
  text
FROM proposition
WHERE id IN (
  SELECT value FROM json_each(:ids)
  UNION
  SELECT c.proposition
  FROM json_each(:claims) AS wanted
  CROSS JOIN claim AS c ON c.id = wanted.value
)
ORDER BY id
