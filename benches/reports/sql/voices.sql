-- How much each outlet says itself.
SELECT
  outlet.name,
  sum(unit.letter = 'Q') AS direct,
  sum(unit.letter = 'I') AS indirect,
  sum(unit.letter = 'D') AS document,
  sum(unit.letter = 'N') AS narration,
  sum(unit.ambiguous) AS ambiguous,
  count(*) AS n,
  round(100.0 * sum(unit.letter = 'N') / count(*), 1) AS own_voice
FROM unit
CROSS JOIN outlet ON outlet.id = unit.outlet
GROUP BY unit.outlet
ORDER BY n DESC, outlet.name;
