WITH stands AS (
  SELECT
    c.id AS claim,
    coalesce((
      SELECT iif(s.start_cp < b.end_cp, b.kind, 'body')
      FROM block AS b
      WHERE b.version = s.version AND b.start_cp <= s.start_cp
      ORDER BY b.start_cp DESC
      LIMIT 1
    ), 'body') AS block
  FROM claim AS c
  JOIN coding AS k ON k.id = c.coding
  JOIN span AS s ON s.claim = c.id AND s.version = k.version AND s.role = 'content' AND s.number = 1
  WHERE c.article = :article
)
UPDATE claim SET block = stands.block
FROM stands
WHERE claim.id = stands.claim AND claim.block <> stands.block
