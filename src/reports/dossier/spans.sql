-- Where the words stand on which the codings given stand, in the version that each of them reads.
SELECT
  span.claim,
  span.introduction,
  span.reported_fact,
  span.role,
  span.start_cp,
  span.end_cp
FROM json_each(:codings) AS chosen
CROSS JOIN coding ON coding.id = chosen.value
CROSS JOIN span ON span.version = coding.version
ORDER BY
  span.version,
  span.start_cp,
  span.end_cp,
  span.id
