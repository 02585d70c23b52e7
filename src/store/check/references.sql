SELECT
  f."table" || ' ' || coalesce(f.rowid, '') AS place,
  'refers to a ' || f.parent || ' that is not there' AS what
FROM pragma_foreign_key_check AS f
ORDER BY f."table", f.rowid, f.fkid
