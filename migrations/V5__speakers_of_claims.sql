-- Reports read who says each of a million claims. All that they want to know stands in this index, in the order in which they want it, so
-- that no row is looked up.
CREATE INDEX claim_speaker_claim ON claim_speaker (claim, part, number, speaker, affiliation, guess);
