SELECT
  c.id,
  c.proposition
FROM json_each(:ids) AS wanted
CROSS JOIN claim AS c ON c.id = wanted.value
WHERE c.proposition IS NOT NULL
  AND c.status <> 'rejected'
  AND coalesce(c.stance, 'asserts') = 'asserts'
