-- The words of the introductions given, in the version that their coding reads.
SELECT
  span.introduction,
  span.words
FROM json_each(:ids) AS wanted
CROSS JOIN introduction ON introduction.id = wanted.value
CROSS JOIN coding ON coding.id = introduction.coding
CROSS JOIN span ON span.introduction = introduction.id AND span.version = coding.version
WHERE span.role = 'content'
ORDER BY
  span.introduction,
  span.number
