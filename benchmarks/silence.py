"""Let whole schemes live and say how silence was dealt with: python -m benchmarks.silence --seeds 20."""

import argparse
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kept_lives import KeptLives
from benchmarks.silence_report import report, table
from benchmarks.silent_years import Figures, one_life

WITHOUT = ", no reminders"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One life to be lived."""

    seed: int
    weeks: int
    size: int
    reminders: bool

    @property
    def name(self) -> str:
        """Give what it is called in a line."""
        return f"seed {self.seed}{'' if self.reminders else WITHOUT}"


def wanted(seeds: Iterable[int], weeks: int, size: int, *, compare: bool) -> list[Wanted]:
    """List the lives: every scheme as it is, then, to compare, every scheme without reminders."""
    kinds = (True, False) if compare else (True,)
    return [Wanted(seed, weeks, size, reminders) for reminders in kinds for seed in seeds]


def live_them(
    lives: Sequence[Wanted], jobs: int, homes: Path | None
) -> Iterator[tuple[Wanted, Future[Figures]]]:
    """Live so many at a time, each in a process of its own; give each as soon as it is over."""
    with ProcessPoolExecutor(jobs, initializer=_hush, max_tasks_per_child=1) as pool:
        started = {pool.submit(_live, one, homes): one for one in lives}
        for done in as_completed(started):
            yield started[done], done


def _hush() -> None:
    logging.getLogger("mail.log").setLevel(logging.ERROR)


def _live(one: Wanted, homes: Path | None) -> Figures:
    return one_life(one.seed, one.weeks, one.size, reminders=one.reminders, homes=homes)


def _told(life: Figures) -> Iterator[str]:
    name = Wanted(life.seed, life.weeks, life.size, life.reminders).name
    yield (
        f"{name}: {life.wrongs} wrong in {life.unasked} unasked mails,"
        f" {life.completed} of {life.parts} parts, {life.cpu_seconds} s of processor time"
    )
    yield from (f"  {fault}" for fault in life.faults)


def _live_all(
    lives: Sequence[Wanted], kept: KeptLives | None, jobs: int, homes: Path | None
) -> tuple[list[Figures], int]:
    """Live what is not kept yet, telling of each life as it ends; give all of them and how many failed."""
    known = {Wanted(o.seed, o.weeks, o.size, o.reminders): o for o in kept.lived()} if kept else {}
    found = [known[one] for one in lives if one in known]
    failed = 0
    for one, life in live_them([one for one in lives if one not in known], jobs, homes):
        if life.exception() is not None:
            failed += 1
            print(f"{one.name} broke off: {life.exception()!r}", file=sys.stderr, flush=True)
            continue
        found.append(life.result())
        if kept is not None:
            kept.keep(life.result())
        print("\n".join(_told(life.result())), file=sys.stderr, flush=True)
    return found, failed


def main() -> None:
    """Run and print; what wrongs there are decides the exit code."""
    chosen = _chosen()
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    lives = wanted(seeds, chosen.weeks, chosen.people, compare=chosen.compare)
    kept = KeptLives(chosen.keep) if chosen.keep else None
    found, failed = _live_all(lives, kept, chosen.jobs, chosen.homes)
    with_reminders = sorted((one for one in found if one.reminders), key=lambda one: one.seed)
    bare = sorted((one for one in found if not one.reminders), key=lambda one: one.seed)
    if with_reminders:
        lines = table if chosen.table else report
        print("\n".join(lines(with_reminders, bare)))
    sys.exit(1 if failed or any(one.wrongs for one in with_reminders) else 0)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.silence", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="how many schemes live")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--people", type=int, default=80)
    parser.add_argument("--jobs", type=int, default=1, help="how many live at a time")
    parser.add_argument("--compare", action="store_true", help="also without any reminder")
    parser.add_argument("--table", action="store_true", help="print the table of docs/chasing.md")
    parser.add_argument(
        "--keep",
        type=Path,
        help="a file for finished lives: a run that was broken off goes on from it",
    )
    parser.add_argument(
        "--homes",
        type=Path,
        help="where each scheme's home folder stays, to look at what went wrong",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
