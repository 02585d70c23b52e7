-- Whom the coding names as speaking, passing on or being introduced, and no article logged before does. Unnamed speakers that belong
-- to one article are left out: they are always new.
WITH named (speaker) AS (
  SELECT claim_speaker.speaker
  FROM claim
  CROSS JOIN claim_speaker ON claim_speaker.claim = claim.id
  WHERE claim.coding = :coding
    AND claim.status <> 'rejected'
    AND claim_speaker.part <> 'alternative'
  UNION
  SELECT claim_via.speaker
  FROM claim
  CROSS JOIN claim_via ON claim_via.claim = claim.id
  WHERE claim.coding = :coding
    AND claim.status <> 'rejected'
  UNION
  SELECT introduction.speaker
  FROM introduction
  WHERE introduction.coding = :coding
)
SELECT
  speaker.id,
  speaker.key,
  speaker.name,
  speaker.kind AS detail
FROM named
CROSS JOIN speaker ON speaker.id = named.speaker
WHERE speaker.article IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM claim_speaker
    CROSS JOIN claim ON claim.id = claim_speaker.claim
    WHERE claim_speaker.speaker = speaker.id
      AND claim.article < :article
  )
  AND NOT EXISTS (
    SELECT 1
    FROM claim_via
    CROSS JOIN claim ON claim.id = claim_via.claim
    WHERE claim_via.speaker = speaker.id
      AND claim.article < :article
  )
  AND NOT EXISTS (
    SELECT 1
    FROM introduction
    CROSS JOIN coding ON coding.id = introduction.coding
    WHERE introduction.speaker = speaker.id
      AND coding.article < :article
  )
ORDER BY
  speaker.name,
  speaker.key
