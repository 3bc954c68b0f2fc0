-- What is known of products. Serves: cross-sell without discontinued products, launches.
-- Days since which a product is no longer sold, and on which it was launched; NULL where nobody said so.

ALTER TABLE product ADD COLUMN discontinued INTEGER;
ALTER TABLE product ADD COLUMN launched INTEGER;
