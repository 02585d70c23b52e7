-- No table changes. Every migration makes the journal's triggers anew, and they say the same in half the words now: each command that
-- opens a book reads them.
SELECT 1;
