-- How outlets let those be spoken of whom claims are about; one row a cell.
SELECT
  speaker.name,
  outlet.name,
  sum(target.tone IS 1) AS favourable,
  sum(target.tone IS 0) AS neutral,
  sum(target.tone IS -1) AS unfavourable,
  sum(target.tone IS NULL) AS unset,
  count(*) AS n
FROM unit
CROSS JOIN target ON target.claim = unit.id
CROSS JOIN speaker ON speaker.id = target.speaker
CROSS JOIN outlet ON outlet.id = unit.outlet
GROUP BY target.speaker, unit.outlet
ORDER BY sum(count(*)) OVER (PARTITION BY target.speaker) DESC, speaker.name, outlet.name;
