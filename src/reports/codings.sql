-- Every coding of the articles given, in the order in which reports prefer them: decided, the coder's, the oldest.
SELECT
  coding.article,
  coding.id,
  coding.version,
  coding.coder,
  coding.extent
FROM json_each(:articles) AS wanted
CROSS JOIN coding ON coding.article = wanted.value
ORDER BY
  coding.article,
  coding.layer = 'decided' DESC,
  coding.coder IS :coder DESC,
  coding.id
