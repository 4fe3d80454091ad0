"""Frames: the words between which outlets choose, from frames.toml, and where texts use them."""

from feeds.frames.finding import FrameFinder
from feeds.frames.loading import load_frames

__all__ = ["FrameFinder", "load_frames"]
