"""Published files: which shapes there are (TOML), and how years, places and values are written."""
