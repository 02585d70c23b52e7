-- The content of all claims in the versions given. By version, since an article's spans lie side by side, which takes half the time of
-- looking them up claim by claim. Without an order, since whoever reads it sorts by place.
SELECT
  span.claim,
  span.version,
  span.start_cp,
  span.end_cp,
  span.words
FROM json_each(:ids) AS wanted
CROSS JOIN span ON span.version = wanted.value
WHERE span.role = 'content'
  AND span.claim IS NOT NULL
