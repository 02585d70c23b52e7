INSERT INTO claim (
  uid, article, coding, number, proposition, uttered_at, about, said, voice, voice_guess,
  stance, stance_guess, status, origin, block, gloss, note, as_logged
) VALUES (
  :uid, :article, :coding, :number, :proposition, :uttered_at, :about, :said, :voice, :voice_guess,
  :stance, :stance_guess, :status, :origin, :block, :gloss, :note, :as_logged
)
