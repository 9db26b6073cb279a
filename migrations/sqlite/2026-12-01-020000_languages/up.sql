-- The language that a user has chosen, as a tag of BCP 47; null for the one that each browser asks for.
ALTER TABLE users ADD COLUMN language TEXT;
