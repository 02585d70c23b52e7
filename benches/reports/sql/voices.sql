-- How much each outlet says itself, and whom it lets speak.
WITH
counts AS (
  SELECT
    unit.outlet,
    sum(unit.letter = 'Q') AS direct,
    sum(unit.letter = 'I') AS indirect,
    sum(unit.letter = 'D') AS document,
    sum(unit.letter = 'N') AS narration,
    count(*) AS n,
    sum(unit.letter = 'N' AND unit.ambiguous) AS narration_ambiguous,
    round(100.0 * sum(unit.letter = 'N') / count(*), 1) AS own_voice,
    count(DISTINCT iif(speaker.kind <> 'unnamed', unit.speaker, NULL)) AS named_speakers,
    count(DISTINCT iif(speaker.kind = 'unnamed', unit.speaker, NULL)) AS unnamed_speakers
  FROM unit
  LEFT JOIN speaker ON speaker.id = unit.speaker
  GROUP BY unit.outlet
),
aside AS (
  SELECT
    outlet,
    sum(block = 'headline') AS headlines,
    sum(block = 'caption') AS captions
  FROM candidate
  GROUP BY outlet
)
SELECT
  outlet.name,
  counts.direct,
  counts.indirect,
  counts.document,
  counts.narration,
  counts.n,
  counts.narration_ambiguous,
  counts.own_voice,
  aside.headlines,
  aside.captions,
  counts.named_speakers,
  counts.unnamed_speakers
FROM counts
CROSS JOIN outlet ON outlet.id = counts.outlet
JOIN aside ON aside.outlet = counts.outlet
ORDER BY counts.n DESC, outlet.name;
