-- What the codings given report of events, speakers and organizations; a row for each figure of a fact that is one.
SELECT
  reported_fact.id,
  coding.article,
  reported_fact.event,
  reported_fact.speaker,
  reported_fact.organization,
  reported_fact.attribute,
  reported_fact.kind,
  reported_fact.value AS content,
  figure.value,
  figure.low,
  figure.high,
  figure.comparator,
  figure.hedge,
  figure.unit,
  figure.what,
  figure.period,
  figure.printed
FROM json_each(:codings) AS chosen
CROSS JOIN coding ON coding.id = chosen.value
CROSS JOIN reported_fact ON reported_fact.coding = coding.id
LEFT JOIN figure ON figure.reported_fact = reported_fact.id
ORDER BY
  reported_fact.id,
  figure.number
