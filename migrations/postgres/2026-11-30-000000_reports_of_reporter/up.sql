-- A user's reports are read page by page, in order of id.
DROP INDEX reports_of_reporter;
CREATE INDEX reports_of_reporter ON reports (reporter_id, report_id);
