SELECT
  c.id,
  (
    SELECT group_concat(s.words, char(31) ORDER BY s.number)
    FROM span AS s
    WHERE s.claim = c.id AND s.version = k.version AND s.role = 'content'
  ) AS first,
  c.gloss AS second,
  c.note AS third
FROM claim AS c
JOIN coding AS k ON k.id = c.coding
