DROP TABLE entitlement_acts;
