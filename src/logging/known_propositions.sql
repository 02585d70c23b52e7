SELECT
  p.key,
  p.text AS name
FROM proposition AS p
WHERE :event IS NULL
  OR p.id IN (
    SELECT c.proposition
    FROM article_event AS l
    JOIN claim AS c ON c.article = l.article
    WHERE l.event = :event
  )
ORDER BY p.key
LIMIT :limit
