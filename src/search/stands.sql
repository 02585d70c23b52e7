-- Whether words stand anywhere in the book.
SELECT
  EXISTS (SELECT 1 FROM search_claim WHERE search_claim MATCH :match)
  OR EXISTS (SELECT 1 FROM search_text WHERE search_text MATCH :match)
  OR EXISTS (SELECT 1 FROM search_record WHERE search_record MATCH :match)
