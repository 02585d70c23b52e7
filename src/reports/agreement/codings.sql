-- Every coding of those of the articles given that two coders or more have coded for claims, each in a layer of its own.
SELECT
  coding.article,
  coding.id,
  coding.version,
  coding.coder,
  coding.extent,
  coding.layer
FROM json_each(:articles) AS wanted
CROSS JOIN coding ON coding.article = wanted.value
WHERE (
  SELECT count(*)
  FROM coding AS other
  WHERE other.article = wanted.value
    AND other.layer = 'own'
    AND other.extent <> 'facts'
) > 1
ORDER BY
  wanted.key,
  coding.coder,
  coding.id
