"""How fast Waymark is, as ratios within one run. No part of the product; `make bench` runs it."""
