-- The events to which the articles given are linked.
SELECT
  article_event.article,
  article_event.event
FROM json_each(:ids) AS wanted
CROSS JOIN article_event ON article_event.article = wanted.value
ORDER BY
  article_event.article,
  article_event.event
