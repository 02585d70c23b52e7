-- The events to which the articles given are linked.
SELECT DISTINCT article_event.event AS id
FROM json_each(:ids) AS wanted
CROSS JOIN article_event ON article_event.article = wanted.value
