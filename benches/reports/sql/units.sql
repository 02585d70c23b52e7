-- What is said by whom: a row a speaker of a claim, or one where nobody says it but the article itself. The rank is that of the voice
-- (0 Q, 1 I, 2 D where every speaker is a document, 3 N), then certain before ambiguous, then the claim's number.
CREATE TEMP VIEW said AS
SELECT
  counted.*,
  claim_speaker.speaker,
  claim_speaker.affiliation,
  coalesce(counted.proposition, -counted.id) AS subject,
  CASE
    WHEN counted.voice = 'narration' THEN 6000000
    WHEN speaker.kind = 'document' AND NOT EXISTS (
      SELECT 1
      FROM claim_speaker AS also
      CROSS JOIN speaker AS other ON other.id = also.speaker
      WHERE also.claim = counted.id
        AND also.part = 'speaker'
        AND other.kind <> 'document'
    ) THEN 4000000
    WHEN counted.voice = 'direct' THEN 0
    ELSE 2000000
  END + CASE
    WHEN counted.voice_guess OR counted.stance_guess OR EXISTS (
      SELECT 1
      FROM claim_speaker AS doubtful
      WHERE doubtful.claim = counted.id
        AND (doubtful.guess OR doubtful.part = 'alternative')
    ) THEN 1000000
    ELSE 0
  END + counted.number AS rank,
  CASE WHEN counted.stance IS NULL AND counted.voice = 'narration' THEN 'asserts' ELSE counted.stance END AS counted_stance
FROM counted
LEFT JOIN claim_speaker ON claim_speaker.claim = counted.id AND claim_speaker.part = 'speaker'
LEFT JOIN speaker ON speaker.id = claim_speaker.speaker;

-- What is counted once: a speaker, or the article itself, with a proposition in an article. Of several claims the one in the strongest
-- voice stands for it; the columns are those of the row that has the smallest rank.
CREATE TEMP VIEW unit AS
SELECT
  id,
  article,
  outlet,
  version,
  extent,
  proposition,
  speaker,
  affiliation,
  substr('QIDN', rank / 2000000 + 1, 1) AS letter,
  rank / 1000000 % 2 AS ambiguous
FROM (
  SELECT id, article, outlet, version, extent, proposition, speaker, affiliation, min(rank) AS rank
  FROM said
  GROUP BY article, speaker, subject
);

-- The same where a speaker who asserts and rejects counts on each side. Whoever asserts a negation rejects what it negates.
CREATE TEMP VIEW side AS
SELECT
  said.article,
  said.outlet,
  said.speaker,
  said.proposition,
  coalesce(proposition.negates, proposition.id) AS base,
  CASE
    WHEN proposition.negates IS NULL THEN said.counted_stance
    WHEN said.counted_stance = 'asserts' THEN 'rejects'
    WHEN said.counted_stance = 'rejects' THEN 'asserts'
    ELSE said.counted_stance
  END AS stance
FROM said
CROSS JOIN proposition ON proposition.id = said.proposition
GROUP BY said.article, said.speaker, said.proposition, said.counted_stance;
