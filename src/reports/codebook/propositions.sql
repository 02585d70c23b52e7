-- The propositions given, with those above and against them.
SELECT
  proposition.id,
  proposition.key,
  proposition.text,
  proposition.topic,
  proposition.broader,
  proposition.negates
FROM json_each(:ids) AS wanted
CROSS JOIN proposition ON proposition.id = wanted.value
ORDER BY proposition.id
