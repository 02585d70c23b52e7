-- Where the body of the versions given stands.
SELECT
  block.version,
  block.start_cp,
  block.end_cp
FROM json_each(:ids) AS wanted
CROSS JOIN block ON block.version = wanted.value
WHERE block.kind = 'body'
ORDER BY
  block.version,
  block.start_cp
