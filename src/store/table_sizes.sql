SELECT
  coalesce(t.tbl_name, 'sqlite_schema') AS name,
  sum(s.pgsize) AS bytes
FROM dbstat AS s
LEFT JOIN sqlite_schema AS t ON t.name = s.name
WHERE s.aggregate = TRUE
GROUP BY 1
ORDER BY bytes DESC, name
