"""An indicator's figures beside its target, neighbours, England and control-chart marks."""
