"""What people set right, read and checked: pure, so that placing and a rebuild honour it alike.

standing (what was not taken back) | checking (no two against each other) | rulings (what
each says of a story or an event)
"""

from feeds.corrections.checking import refuse_clash
from feeds.corrections.groups import constraints_of
from feeds.corrections.ids import prefixed, split_id, stories_in
from feeds.corrections.reading import rulings_in
from feeds.corrections.rulings import Rulings, rulings_of
from feeds.corrections.standing import standing

__all__ = [
    "Rulings",
    "constraints_of",
    "prefixed",
    "refuse_clash",
    "rulings_in",
    "rulings_of",
    "split_id",
    "standing",
    "stories_in",
]
