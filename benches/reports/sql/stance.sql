-- Who is for and against each proposition, negations counted under what they negate.
SELECT
  proposition.text,
  sum(side.stance IS 'asserts') AS asserts,
  sum(side.stance IS 'rejects') AS rejects,
  sum(side.stance IS 'mentions') AS mentions,
  sum(side.stance IS 'declines') AS declines,
  sum(side.stance IS NULL) AS unset,
  count(*) AS n,
  proposition.key
FROM side
CROSS JOIN proposition ON proposition.id = side.base
GROUP BY side.base
ORDER BY n DESC, proposition.text;
