DROP INDEX users_by_name;
DROP TABLE user_grams;
