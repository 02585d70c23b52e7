-- Propositions by articles: in whose voice, by whom; one row a cell. What does not count stands in parentheses.
WITH RECURSIVE
path (id, name) AS (
  SELECT id, name FROM topic WHERE parent IS NULL
  UNION ALL
  SELECT topic.id, path.name || ' / ' || topic.name
  FROM path
  CROSS JOIN topic ON topic.parent = path.id
),
asked_for AS MATERIALIZED (
  SELECT id, proposition, counts FROM candidate WHERE proposition IS NOT NULL
),
cell AS (
  SELECT
    claim.proposition,
    claim.article,
    max(asked_for.counts IS 1) AS counts,
    group_concat(
      iif(asked_for.counts IS 1, '', '(')
        || CASE claim.voice WHEN 'direct' THEN 'Q' WHEN 'indirect' THEN 'I' ELSE 'N' END
        || CASE coalesce(claim.stance, iif(claim.voice = 'narration', 'asserts', 'unset')) WHEN 'asserts' THEN '' WHEN 'rejects' THEN '!' WHEN 'mentions' THEN 'm' WHEN 'declines' THEN '-' ELSE 'u' END
        || iif(claim.voice_guess OR claim.stance_guess, '~', '')
        || coalesce(' ' || (
          SELECT group_concat(coalesce(speaker.short, speaker.name), ' + ')
          FROM claim_speaker
          CROSS JOIN speaker ON speaker.id = claim_speaker.speaker
          WHERE claim_speaker.claim = claim.id
        ), '')
        || iif(asked_for.counts IS 1, '', ')'),
      ', '
    ) AS shown
  FROM chosen
  CROSS JOIN claim ON claim.coding = chosen.coding
  LEFT JOIN asked_for ON asked_for.id = claim.id
  WHERE claim.status <> 'rejected'
    AND claim.proposition IN (SELECT proposition FROM asked_for)
  GROUP BY claim.proposition, claim.article
)
SELECT
  path.name AS topic,
  proposition.text,
  'a' || cell.article AS article,
  cell.shown,
  sum(cell.counts) OVER (PARTITION BY cell.proposition) AS carriers,
  proposition.key
FROM cell
CROSS JOIN proposition ON proposition.id = cell.proposition
LEFT JOIN path ON path.id = proposition.topic
ORDER BY path.name IS NULL, path.name, carriers DESC, proposition.text, cell.article;
