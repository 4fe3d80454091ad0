"""Data in: everything from a feed's bytes up to tidy tables of coverage."""
