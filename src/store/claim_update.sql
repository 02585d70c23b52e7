UPDATE claim SET
  proposition = :proposition,
  uttered_at = :uttered_at,
  about = :about,
  said = :said,
  voice = :voice,
  voice_guess = :voice_guess,
  stance = :stance,
  stance_guess = :stance_guess,
  status = :status,
  origin = :origin,
  block = :block,
  gloss = :gloss,
  note = :note
WHERE id = :id
