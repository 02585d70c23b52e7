-- Every figure, by proposition and amount.
SELECT
  proposition.text,
  coalesce(figure.what, '') AS what,
  figure.comparator,
  figure.value,
  figure.low,
  figure.high,
  figure.unit,
  figure.hedge,
  figure.period,
  'a' || counted.article AS article,
  counted.voice,
  (
    SELECT group_concat(speaker.name, ' + ')
    FROM claim_speaker
    CROSS JOIN speaker ON speaker.id = claim_speaker.speaker
    WHERE claim_speaker.claim = counted.id
      AND claim_speaker.part = 'speaker'
  ) AS speakers
FROM counted
CROSS JOIN figure ON figure.claim = counted.id
LEFT JOIN proposition ON proposition.id = counted.proposition
ORDER BY proposition.text, what, figure.unit, coalesce(figure.value, figure.low), counted.article, counted.number;
