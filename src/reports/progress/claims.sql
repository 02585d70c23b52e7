-- How far the claims of each coding given are; those thrown out count only as such. Claims that wait are listed as id.number.
SELECT
  claim.coding,
  sum(claim.status = 'accepted') AS accepted,
  sum(claim.status = 'draft') AS drafts,
  sum(claim.status = 'rejected') AS rejected,
  sum(claim.status <> 'rejected' AND claim.origin = 'machine') AS by_machine,
  sum(claim.status <> 'rejected' AND claim.proposition IS NULL) AS without_proposition,
  sum(claim.status <> 'rejected' AND claim.stance IS NULL AND claim.voice <> 'narration') AS without_stance,
  sum(
    claim.status <> 'rejected'
    AND (
      claim.voice_guess = 1
      OR claim.stance_guess = 1
      OR EXISTS (
        SELECT 1
        FROM claim_speaker
        WHERE claim_speaker.claim = claim.id
          AND (claim_speaker.guess = 1 OR claim_speaker.part = 'alternative')
      )
    )
  ) AS ambiguous,
  group_concat(iif(claim.status = 'draft', claim.id || '.' || claim.number, NULL), ' ') AS waiting_drafts,
  group_concat(
    iif(claim.status = 'accepted' AND claim.proposition IS NULL, claim.id || '.' || claim.number, NULL),
    ' '
  ) AS waiting_for_proposition
FROM json_each(:codings) AS chosen
CROSS JOIN claim ON claim.coding = chosen.value
GROUP BY chosen.key
ORDER BY chosen.key
