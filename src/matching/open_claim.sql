SELECT
  c.id,
  c.uid,
  'a' || c.article || '.' || c.number AS key,
  c.article,
  c.voice,
  c.gloss,
  s.words
FROM claim AS c
JOIN coding AS o ON o.id = c.coding
LEFT JOIN span AS s ON s.claim = c.id AND s.version = o.version AND s.role = 'content'
WHERE c.proposition IS NULL
  AND c.status <> 'rejected'
  AND c.id = :claim
ORDER BY c.article, c.number, s.number
