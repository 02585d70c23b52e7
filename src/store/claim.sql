SELECT
  c.id,
  c.number,
  c.proposition,
  p.uid AS proposition_uid,
  p.key AS proposition_key,
  c.uttered_at,
  u.uid AS uttered_at_uid,
  u.key AS uttered_at_key,
  c.about,
  a.uid AS about_uid,
  a.key AS about_key,
  c.said,
  c.voice,
  c.voice_guess,
  c.stance,
  c.stance_guess,
  c.status,
  c.origin,
  c.block,
  c.gloss,
  c.note,
  c.as_logged
FROM claim AS c
LEFT JOIN proposition AS p ON p.id = c.proposition
LEFT JOIN event AS u ON u.id = c.uttered_at
LEFT JOIN event AS a ON a.id = c.about
