DROP TABLE simulation_rows;
DROP TABLE simulations;
