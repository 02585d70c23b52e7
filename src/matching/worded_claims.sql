SELECT
  c.id,
  'a' || c.article || '.' || c.number AS key,
  c.proposition,
  c.voice,
  s.words
FROM claim AS c
JOIN coding AS o ON o.id = c.coding
JOIN span AS s ON s.claim = c.id AND s.version = o.version AND s.role = 'content'
WHERE c.proposition IS NOT NULL
  AND c.status <> 'rejected'
  AND coalesce(c.stance, 'asserts') = 'asserts'
ORDER BY c.id, s.number
