"""Crisis Desk: an analyst's desk for interstate crises.

``Case x Lens -> View -> measure -> figure -> page or export``; data flows one way.
"""

__version__ = "0.1.0"
