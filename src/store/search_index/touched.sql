-- What of the index an operation made stale, by the changes that the journal has of it. A row of an aggregate that the operation added
-- has no change of its own; that of its owner stands for it.
WITH touched AS MATERIALIZED (
  SELECT record_table, record, action, columns
  FROM change
  WHERE operation = :operation
)
SELECT 'claim' AS index_name, record AS id
FROM touched
WHERE record_table = 'claim'
  AND (action <> 'update' OR columns -> '$.gloss' IS NOT NULL OR columns -> '$.note' IS NOT NULL OR columns -> '$.coding' IS NOT NULL)
UNION
SELECT 'claim', s.claim
FROM touched AS t
JOIN span AS s ON s.id = t.record
WHERE t.record_table = 'span' AND s.claim IS NOT NULL
UNION
SELECT 'claim', former
FROM (
  SELECT columns ->> iif(action = 'update', '$.claim[0]', '$.claim') AS former
  FROM touched
  WHERE record_table = 'span'
)
WHERE former IS NOT NULL
UNION
-- A coding that reads another version has other words.
SELECT 'claim', c.id
FROM touched AS t
JOIN claim AS c ON c.coding = t.record
WHERE t.record_table = 'coding' AND t.columns -> '$.version' IS NOT NULL
UNION
SELECT 'text', record
FROM touched
WHERE record_table = 'article_version'
UNION
SELECT 'text', v.id
FROM touched AS t
JOIN article_version AS v ON v.article = t.record
WHERE t.record_table = 'article'
  AND (t.action <> 'update' OR t.columns -> '$.title' IS NOT NULL OR t.columns -> '$.note' IS NOT NULL)
UNION
SELECT 'text', v.id
FROM touched AS t
JOIN article_author AS a ON a.id = t.record
JOIN article_version AS v ON v.article = a.article
WHERE t.record_table = 'article_author'
UNION
SELECT 'text', v.id
FROM touched AS t
JOIN article_version AS v ON v.article = t.columns ->> iif(t.action = 'update', '$.article[0]', '$.article')
WHERE t.record_table = 'article_author'
UNION
SELECT record_table, record
FROM touched
WHERE record_table IN ('outlet', 'organization', 'speaker', 'event', 'topic', 'proposition')
UNION
SELECT o.kind, o.id
FROM (
  SELECT k.value AS kind, t.columns ->> ('$.' || k.value || iif(t.action = 'update', '[0]', '')) AS id
  FROM touched AS t
  CROSS JOIN json_each('["outlet", "organization", "speaker", "event", "proposition"]') AS k
  WHERE t.record_table = 'alias'
  UNION
  SELECT k.value, CASE k.value
    WHEN 'outlet' THEN a.outlet
    WHEN 'organization' THEN a.organization
    WHEN 'speaker' THEN a.speaker
    WHEN 'event' THEN a.event
    ELSE a.proposition
  END
  FROM touched AS t
  JOIN alias AS a ON a.id = t.record
  CROSS JOIN json_each('["outlet", "organization", "speaker", "event", "proposition"]') AS k
  WHERE t.record_table = 'alias'
) AS o
WHERE o.id IS NOT NULL
