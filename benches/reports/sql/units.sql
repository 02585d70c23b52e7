-- What is counted once: a speaker, or the article itself, with a proposition in an article. Of several claims the one in the strongest
-- voice stands for it, the certain one before the ambiguous one; the other columns are those of the row that has the smallest number.
CREATE TEMP VIEW said AS
SELECT
  counted.*,
  claim_speaker.speaker,
  claim_speaker.affiliation,
  coalesce(counted.proposition, -counted.id) AS subject,
  CASE
    WHEN counted.voice = 'narration' THEN 'N'
    WHEN speaker.kind = 'document' AND NOT EXISTS (
      SELECT 1
      FROM claim_speaker AS also
      CROSS JOIN speaker AS other ON other.id = also.speaker
      WHERE also.claim = counted.id
        AND also.part = 'speaker'
        AND other.kind <> 'document'
    ) THEN 'D'
    WHEN counted.voice = 'direct' THEN 'Q'
    ELSE 'I'
  END AS letter,
  counted.voice_guess OR counted.stance_guess OR EXISTS (
    SELECT 1
    FROM claim_speaker AS doubtful
    WHERE doubtful.claim = counted.id
      AND (doubtful.guess OR doubtful.part = 'alternative')
  ) AS ambiguous,
  CASE WHEN counted.stance IS NULL AND counted.voice = 'narration' THEN 'asserts' ELSE counted.stance END AS counted_stance
FROM counted
LEFT JOIN claim_speaker ON claim_speaker.claim = counted.id AND claim_speaker.part = 'speaker'
LEFT JOIN speaker ON speaker.id = claim_speaker.speaker;

CREATE TEMP VIEW unit AS
SELECT
  *,
  min(CASE letter WHEN 'Q' THEN 0 WHEN 'I' THEN 2 WHEN 'D' THEN 4 ELSE 6 END * 1000000 + ambiguous * 1000000 + number)
FROM said
GROUP BY article, speaker, subject;

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
