"""Pieces of pages used by several of them."""
