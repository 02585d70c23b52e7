-- How outlets let those be spoken of whom claims are about or speak to: each target once in each role and each tone; one row a cell.
WITH aimed AS (
  SELECT DISTINCT
    said.article,
    said.outlet,
    said.speaker,
    said.subject,
    target.speaker AS target,
    target.role,
    target.tone
  FROM said
  CROSS JOIN target ON target.claim = said.id
)
SELECT
  speaker.name,
  aimed.role,
  outlet.name,
  sum(aimed.tone IS 1) AS favourable,
  sum(aimed.tone IS 0) AS neutral,
  sum(aimed.tone IS -1) AS unfavourable,
  sum(aimed.tone IS NULL) AS unset,
  count(*) AS n
FROM aimed
CROSS JOIN speaker ON speaker.id = aimed.target
CROSS JOIN outlet ON outlet.id = aimed.outlet
GROUP BY aimed.target, aimed.role, aimed.outlet
ORDER BY sum(count(*)) OVER (PARTITION BY aimed.target, aimed.role) DESC, speaker.name, aimed.role, outlet.name;
