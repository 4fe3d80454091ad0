"""A correction made: checked against earlier ones, kept, and applied at once to what is stored.

asking (what a person means, as a correction) | settling (who moves where, pure) |
applying (one transaction with the correction, the moves and their reasons)
"""

from feeds.correcting.applying import Done, correct
from feeds.correcting.asking import Asked

__all__ = ["Asked", "Done", "correct"]
