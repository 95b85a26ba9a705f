"""Leftovers of drafting."""

from __future__ import annotations
