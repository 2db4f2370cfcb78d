"""The event log on disk, what is derived from it, and the item on the screen."""

from mathdrill.store.store import Store

__all__ = ["Store"]
