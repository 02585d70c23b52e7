-- The articles in which a speaker speaks, and in which others of these do too.
SELECT DISTINCT
  p.speaker,
  c.article
FROM (
  SELECT DISTINCT own.article
  FROM claim_speaker AS said
  JOIN claim AS own ON own.id = said.claim
  WHERE said.speaker = :new
) AS spoken
CROSS JOIN claim AS c ON c.article = spoken.article
CROSS JOIN claim_speaker AS p ON p.claim = c.id
WHERE p.speaker = :new OR p.speaker IN (SELECT value FROM json_each(:known))
