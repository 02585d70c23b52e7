-- Declared copies, each with what it was copied from.
SELECT
  'a' || original.id AS older,
  source.name AS outlet,
  original.published,
  'a' || copy.id AS newer,
  publisher.name AS by,
  copy.published,
  credited.name AS credit,
  iif(first.content = second.content, 'same text', 'changed') AS text,
  iif(original.title = copy.title, 'same', 'changed') AS headline
FROM article AS copy
CROSS JOIN article AS original ON original.id = copy.copy_of
CROSS JOIN outlet AS publisher ON publisher.id = copy.outlet
CROSS JOIN outlet AS source ON source.id = original.outlet
LEFT JOIN outlet AS credited ON credited.id = copy.credit
LEFT JOIN article_version AS first ON first.article = original.id AND first.number = 1
LEFT JOIN article_version AS second ON second.article = copy.id AND second.number = 1
WHERE copy.copy_of IS NOT NULL
ORDER BY original.published, original.id, copy.id;
