-- The content of the claims given, in any version. Without an order, since whoever reads it sorts by place.
SELECT
  span.claim,
  span.version,
  span.start_cp,
  span.end_cp,
  span.words
FROM json_each(:ids) AS wanted
CROSS JOIN span ON span.claim = wanted.value
WHERE span.role = 'content'
