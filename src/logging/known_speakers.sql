SELECT
  s.key,
  s.name
FROM speaker AS s
WHERE s.article IS NULL
  AND (
    :event IS NULL
    OR s.id IN (
      SELECT m.speaker
      FROM article_event AS l
      JOIN claim AS c ON c.article = l.article
      JOIN claim_speaker AS m ON m.claim = c.id
      WHERE l.event = :event
    )
  )
ORDER BY s.key
LIMIT :limit
