"""How the benchmarks print: headings, lines, goals met or not."""

from __future__ import annotations


def heading(text: str) -> None:
    print(f"\n{text}", flush=True)


def line(what: str, value: str) -> None:
    print(f"   {what:<52}{value:>14}", flush=True)


def goal(what: str, ratio: float, limit: float, at_least: bool = False) -> None:
    met = ratio >= limit if at_least else ratio <= limit
    bound = "at least" if at_least else "at most"
    print(f"   -> {ratio:.2f} {what} (goal: {bound} {limit}): {'met' if met else 'NOT MET'}", flush=True)


def fact(what: str, met: bool) -> None:
    print(f"   -> {what}: {'met' if met else 'NOT MET'}", flush=True)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
