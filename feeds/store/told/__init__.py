"""The stories of each event, packed, so that a month of events is read at once."""
