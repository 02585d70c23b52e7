-- Events that the article is linked to and no article logged before is.
SELECT
  event.key,
  event.name,
  event.dates AS detail
FROM article_event
CROSS JOIN event ON event.id = article_event.event
WHERE article_event.article = :article
  AND NOT EXISTS (
    SELECT 1
    FROM article_event AS earlier
    WHERE earlier.event = event.id
      AND earlier.article < :article
  )
ORDER BY
  event.name,
  event.key
