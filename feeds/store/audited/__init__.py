"""Who changed what by hand, and when: kept with the change itself, never taken back."""
