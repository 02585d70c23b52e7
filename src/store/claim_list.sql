SELECT
  'a' || c.article || '.' || c.number AS key,
  c.voice || iif(c.voice_guess, '?', '') AS voice,
  (
    SELECT group_concat(s.name || iif(p.guess, '?', ''), ', ' ORDER BY p.number)
    FROM claim_speaker AS p JOIN speaker AS s ON s.id = p.speaker
    WHERE p.claim = c.id AND p.part = 'speaker'
  ) AS who,
  c.stance || iif(c.stance_guess, '?', '') AS stance,
  n.key AS proposition,
  w.words AS words,
  coalesce(w.words, '') || char(10) || coalesce(c.gloss, '') || char(10) || coalesce(n.key || char(10) || n.text, '') AS sought
FROM claim AS c
LEFT JOIN proposition AS n ON n.id = c.proposition
LEFT JOIN (
  SELECT o.id AS claim, (
    SELECT group_concat(s.words, ' … ' ORDER BY s.number)
    FROM span AS s JOIN coding AS d ON d.id = o.coding
    WHERE s.claim = o.id AND s.version = d.version AND s.role = 'content'
  ) AS words
  FROM claim AS o
) AS w ON w.claim = c.id
WHERE (:article IS NULL OR c.article = :article)
  AND (:voice IS NULL OR c.voice = :voice)
  AND (:stance IS NULL OR coalesce(c.stance, 'unset') = :stance)
  AND (:proposition IS NULL OR c.proposition = :proposition)
  AND (:speaker IS NULL
    OR EXISTS (SELECT 1 FROM claim_speaker AS p WHERE p.claim = c.id AND p.speaker = :speaker)
    OR EXISTS (SELECT 1 FROM claim_via AS v WHERE v.claim = c.id AND v.speaker = :speaker))
  AND (:label IS NULL OR EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.name = :label))
ORDER BY c.article, c.number
