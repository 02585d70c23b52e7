-- Speakers by outlets: how often quoted, how often reported otherwise, and how many words are theirs; one row a cell.
SELECT
  speaker.name,
  outlet.name,
  sum(unit.letter = 'Q') AS direct,
  sum(unit.letter <> 'Q') AS other,
  sum((
    SELECT sum(length(span.words) - length(replace(span.words, ' ', '')) + 1)
    FROM span
    WHERE span.claim = unit.id
      AND span.version = unit.version
      AND span.role = 'content'
  )) AS words
FROM unit
CROSS JOIN speaker ON speaker.id = unit.speaker
CROSS JOIN outlet ON outlet.id = unit.outlet
GROUP BY unit.speaker, unit.outlet
ORDER BY sum(count(*)) OVER (PARTITION BY unit.speaker) DESC, speaker.name, outlet.name;
