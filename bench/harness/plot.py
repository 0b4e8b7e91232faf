"""Draws seconds by candidate and size: plot.py FILE.svg, with what to draw as JSON on standard input.

Runs with a Python of its own (see report.py), and therefore imports nothing of the harness.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from typing import Any

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

# Seen well on white and on black.
COLOURS = {"handover": "#1f8fe0", "expert": "#e08a1f", "textbook": "#b060c8", "floor": "#8a8f98"}
LABELS = {
    "handover": "Handover, whole process",
    "expert": "expert's SQL script",
    "textbook": "textbook Spring Batch job",
    "floor": "floor: COPY and UPDATE alone",
}
GREY = "#808790"


def draw(walls: list[dict[str, Any]], path: str) -> None:
    """A panel for each number of requests, each with a scale of its own that begins at zero."""
    sizes = sorted({wall["requests"] for wall in walls})
    panels = [[wall for wall in walls if wall["requests"] == size] for size in sizes]
    heights = [len(panel) + 1 for panel in panels]
    figure, axes = plt.subplots(len(sizes), 1, figsize=(8, 0.42 * sum(heights)), height_ratios=heights, squeeze=False)
    for axis, panel in zip(axes.flat, panels, strict=True):
        _panel(axis, panel[0]["requests"], sorted(panel, key=lambda wall: -median(wall["seconds"])))
    figure.tight_layout()
    figure.savefig(path, transparent=True, metadata={"Date": None, "Creator": None})


def _panel(axis: plt.Axes, size: int, panel: list[dict[str, Any]]) -> None:
    middles = [median(wall["seconds"]) for wall in panel]
    colours = [COLOURS[wall["candidate"]] for wall in panel]
    bars = axis.barh([LABELS[wall["candidate"]] for wall in panel], middles, color=colours, height=0.7)
    axis.bar_label(bars, [f"{seconds:.2f} s" for seconds in middles], padding=4, color=GREY, fontsize=9)
    axis.set_title(f"{size:,} requests on 5,000,000 orders", loc="left", fontsize=10, color=GREY)
    axis.set_xlim(0, max(middles) * 1.15)
    axis.tick_params(colors=GREY, labelsize=9, length=0)
    axis.xaxis.set_visible(False)
    for side in axis.spines.values():
        side.set_visible(False)


if __name__ == "__main__":
    matplotlib.rcParams["svg.hashsalt"] = "handover"
    matplotlib.rcParams["font.family"] = "sans-serif"
    draw(json.load(sys.stdin), sys.argv[1])
