-- Propositions that nothing carries, or one claim alone, by topic.
WITH RECURSIVE path (id, name) AS (
  SELECT id, name FROM topic WHERE parent IS NULL
  UNION ALL
  SELECT topic.id, path.name || ' / ' || topic.name
  FROM path
  CROSS JOIN topic ON topic.parent = path.id
),
used AS (
  SELECT
    proposition.id,
    (
      SELECT count(*)
      FROM (SELECT 1 FROM claim WHERE claim.proposition = proposition.id LIMIT 2)
    ) AS claims
  FROM proposition
)
SELECT
  coalesce(path.name, '(no topic)') AS topic,
  proposition.text,
  iif(used.claims = 0, 'never used', 'used once') AS finding,
  proposition.key
FROM used
CROSS JOIN proposition ON proposition.id = used.id
LEFT JOIN path ON path.id = proposition.topic
WHERE used.claims < 2
ORDER BY topic, finding, proposition.text;
