"""Prints the measured rows as the table of docs/benchmarks.md.

    table.py MEASURED
"""
import sys

WORKS = {
    "tiles": ("tiles over HTTP, z12–16, 8 connections, nothing cached", "≥ 12× the best peer, p99 ≤ 1/20 of it"),
    "features": ("features in a bbox, limit 1000, over HTTP, 8 connections", "≥ 12× the best peer"),
    "city": ("whole city in one z10 tile, one client", "≤ 20 ms and ≤ 500 kB"),
}
RATE_WANTED, TAIL_WANTED = 12, 20
MOST_MILLISECONDS, MOST_BYTES = 20, 500_000


def read(file):
    rows = {}
    for line in open(file):
        work, program, *numbers = line.rstrip("\n").split("|")
        rows.setdefault(work, []).append((program, *(float(number or 0) for number in numbers)))
    return rows


def told(work, row):
    _, rate, p50, p99, failed, size = row
    text = f"{p50:,.1f} ms, most {p99:,.1f} ms, {size / 1000:,.0f} kB" if work == "city" else f"{rate:,.0f} /s, p50 {p50:,.1f} ms, p99 {p99:,.1f} ms"
    return text + (f", {failed:.0f} failed" if failed else "")


def ratio(work, ours, theirs):
    if work == "city":
        return f"{theirs[2] / ours[2]:,.1f}×, size 1/{theirs[5] / ours[5]:,.1f}"
    return f"{ours[1] / theirs[1]:,.1f}×, p99 1/{theirs[3] / ours[3]:,.1f}"


def verdict(work, ours, peer):
    if work == "city":
        is_met = ours[2] <= MOST_MILLISECONDS and ours[5] <= MOST_BYTES
    else:
        is_met = ours[1] >= RATE_WANTED * peer[1] and (work != "tiles" or ours[3] * TAIL_WANTED <= peer[3])
    return "met" if is_met else "missed"


def main(file):
    print("| work | RiskMap | peer | ratio | target |\n|---|---|---|---|---|")
    for work, rows in read(file).items():
        ours, peers = rows[0], [row for row in rows[1:] if row[2]]
        title, target = WORKS[work]
        if not peers:
            print(f"| {title} | {told(work, ours)} | none could be had | – | {target} |")
        for number, peer in enumerate(peers):
            name = (title, told(work, ours)) if number == 0 else ("the same", "as above")
            print(f"| {name[0]} | {name[1]} | {peer[0]}: {told(work, peer)} | {ratio(work, ours, peer)} | {target + ': ' if number == 0 else ''}{verdict(work, ours, peer)} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
