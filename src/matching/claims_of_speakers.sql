SELECT
  p.speaker,
  c.article,
  count(*) AS claims
FROM claim_speaker AS p
JOIN claim AS c ON c.id = p.claim
WHERE p.speaker IN (SELECT value FROM json_each(:ids))
GROUP BY p.speaker, c.article
