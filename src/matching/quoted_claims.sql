SELECT
  c.id,
  c.uid,
  'a' || c.article || '.' || c.number AS key,
  c.article,
  a.outlet,
  c.proposition,
  s.words
FROM claim AS c
JOIN coding AS o ON o.id = c.coding
JOIN article AS a ON a.id = c.article
JOIN span AS s ON s.claim = c.id AND s.version = o.version AND s.role = 'content'
WHERE c.voice = 'direct'
  AND c.status <> 'rejected'
ORDER BY c.article, c.number, s.number
