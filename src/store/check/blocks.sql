-- A claim's block is the one in which its first content span starts; outside every block it is body.
SELECT
  'a' || c.article || '.' || c.number AS place,
  'is marked as in a ' || c.block || ', and its words stand in a ' || c.stands AS what
FROM (
  SELECT
    c.article,
    c.number,
    c.block,
    coalesce((
      SELECT iif(s.start_cp < b.end_cp, b.kind, 'body')
      FROM block AS b
      WHERE b.version = s.version AND b.start_cp <= s.start_cp
      ORDER BY b.start_cp DESC
      LIMIT 1
    ), 'body') AS stands
  FROM claim AS c
  JOIN coding AS k ON k.id = c.coding
  JOIN span AS s ON s.claim = c.id AND s.version = k.version AND s.role = 'content' AND s.number = 1
) AS c
WHERE c.block <> c.stands
ORDER BY c.article, c.number
