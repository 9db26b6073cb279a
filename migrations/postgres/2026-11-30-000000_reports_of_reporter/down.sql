DROP INDEX reports_of_reporter;
CREATE INDEX reports_of_reporter ON reports (reporter_id);
