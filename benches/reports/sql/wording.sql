-- The words of each article on :proposition.
SELECT
  'a' || article.id AS article,
  article.language,
  claim.voice,
  claim.stance,
  (
    SELECT group_concat(speaker.name, ' + ')
    FROM claim_speaker
    CROSS JOIN speaker ON speaker.id = claim_speaker.speaker
    WHERE claim_speaker.claim = claim.id
  ) AS speakers,
  (SELECT group_concat(words, ' … ') FROM span WHERE span.claim = claim.id AND span.version = coding.version AND span.role = 'cue') AS cue,
  (SELECT group_concat(hedge, ', ') FROM figure WHERE figure.claim = claim.id) AS hedge,
  (SELECT group_concat(words, ' … ') FROM span WHERE span.claim = claim.id AND span.version = coding.version AND span.role = 'content') AS words,
  claim.gloss
FROM proposition
CROSS JOIN claim ON claim.proposition = proposition.id
CROSS JOIN article ON article.id = claim.article
CROSS JOIN coding ON coding.id = claim.coding
WHERE proposition.key = :proposition
  AND claim.status <> 'rejected'
  AND coding.id = (
    SELECT own.id
    FROM coding AS own
    WHERE own.article = article.id
    ORDER BY own.layer = 'decided' DESC, own.id
    LIMIT 1
  )
ORDER BY article.published, article.id, claim.number;
