DROP TABLE online;
DROP TABLE instances;
