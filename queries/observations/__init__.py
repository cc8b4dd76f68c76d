"""From cases, reported figures and published figures to observations, once a refresh."""
