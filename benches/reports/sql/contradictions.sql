-- Propositions both asserted and rejected: by how many speakers who do both, and by how many who do either.
WITH position AS (
  SELECT
    base,
    speaker,
    -- The article itself is a speaker of its own.
    iif(speaker IS NULL, article, NULL) AS narrator,
    sum(stance = 'asserts') AS asserts,
    sum(stance = 'rejects') AS rejects
  FROM side
  WHERE stance IN ('asserts', 'rejects')
  GROUP BY base, speaker, narrator
)
SELECT
  proposition.text,
  sum(position.asserts > 0 AND position.rejects > 0) AS do_both,
  sum(position.asserts > 0) AS assert,
  sum(position.rejects > 0) AS reject,
  group_concat(iif(position.asserts > 0 AND position.rejects > 0, speaker.name, NULL), '; ') AS both,
  group_concat(iif(position.asserts > 0, coalesce(speaker.name, 'a' || position.narrator), NULL), '; ') AS asserting,
  group_concat(iif(position.rejects > 0, coalesce(speaker.name, 'a' || position.narrator), NULL), '; ') AS rejecting,
  proposition.key
FROM position
CROSS JOIN proposition ON proposition.id = position.base
LEFT JOIN speaker ON speaker.id = position.speaker
GROUP BY position.base
HAVING assert > 0 AND reject > 0
ORDER BY do_both DESC, proposition.text;
