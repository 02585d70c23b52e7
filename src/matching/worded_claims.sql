SELECT
  c.id,
  'a' || c.article || '.' || c.number AS key,
  c.proposition,
  c.voice,
  s.words
FROM json_each(:ids) AS wanted
CROSS JOIN claim AS c ON c.id = wanted.value
CROSS JOIN coding AS o ON o.id = c.coding
CROSS JOIN span AS s ON s.claim = c.id AND s.version = o.version AND s.role = 'content'
ORDER BY c.id, s.number
