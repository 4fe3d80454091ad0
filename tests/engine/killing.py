"""Workers of a pool ended by the system in the middle of the work."""

from __future__ import annotations

import psutil


class Killer:
    """A tick that ends every worker there is, the first time that there are any."""

    def __init__(self) -> None:
        self.killed = 0

    def __call__(self, done: int, total: int) -> None:
        """What is called as work goes on."""
        if not self.killed:
            ours = psutil.Process().children()
            for worker in (child for child in ours if "spawn_main" in str(child.cmdline())):
                worker.kill()
                self.killed += 1
