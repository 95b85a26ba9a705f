"""Assembles signable public agreements from a clause library and one input a commune."""

__version__ = "0.1.0"
