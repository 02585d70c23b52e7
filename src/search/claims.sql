-- The claims given, with what a list shows of them.
SELECT
  c.id,
  'a' || c.article || '.' || c.number AS key,
  c.voice || iif(c.voice_guess, '?', '') AS voice,
  (
    SELECT group_concat(s.name || iif(p.guess, '?', ''), ', ' ORDER BY p.number)
    FROM claim_speaker AS p
    JOIN speaker AS s ON s.id = p.speaker
    WHERE p.claim = c.id AND p.part = 'speaker'
  ) AS who,
  c.stance || iif(c.stance_guess, '?', '') AS stance,
  c.status,
  n.key AS proposition,
  coalesce(o.short, o.name) AS outlet,
  a.published,
  (
    SELECT group_concat(s.words, ' … ' ORDER BY s.number)
    FROM span AS s
    WHERE s.claim = c.id AND s.version = k.version AND s.role = 'content'
  ) AS words,
  c.gloss,
  c.note
FROM json_each(:ids) AS wanted
CROSS JOIN claim AS c ON c.id = wanted.value
CROSS JOIN coding AS k ON k.id = c.coding
CROSS JOIN article AS a ON a.id = c.article
CROSS JOIN outlet AS o ON o.id = a.outlet
LEFT JOIN proposition AS n ON n.id = c.proposition
