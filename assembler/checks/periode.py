"""Years, spans and deadlines against the period."""

from __future__ import annotations
