WITH introduced AS (
  SELECT
    speaker,
    CASE WHEN count(DISTINCT affiliation) = 1 THEN min(affiliation) END AS affiliation
  FROM introduction
  WHERE coding = :coding
  GROUP BY speaker
)
UPDATE claim_speaker SET
  affiliation = (SELECT i.affiliation FROM introduced AS i WHERE i.speaker = claim_speaker.speaker)
WHERE claim IN (SELECT id FROM claim WHERE coding = :coding)
  AND affiliation IS NOT (SELECT i.affiliation FROM introduced AS i WHERE i.speaker = claim_speaker.speaker)
