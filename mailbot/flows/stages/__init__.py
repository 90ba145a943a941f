"""Run a task: start a round, let people owe their part, and do what follows when a part comes in."""

from mailbot.flows.stages.dates import move_deadline
from mailbot.flows.stages.following import follow
from mailbot.flows.stages.opening import (
    open_assignment,
    owe,
    plan_stages,
    start_round,
)
from mailbot.flows.stages.passing_on import SECOND_THOUGHTS, relay
from mailbot.flows.stages.planning import first_look, plan_of
from mailbot.flows.stages.telling import (
    moved_date,
    names_of_buddies,
    stage_values,
    thread_of,
    thread_of_stage,
    values_of_own,
)

__all__ = [
    "SECOND_THOUGHTS",
    "first_look",
    "follow",
    "move_deadline",
    "moved_date",
    "names_of_buddies",
    "open_assignment",
    "owe",
    "plan_of",
    "plan_stages",
    "relay",
    "stage_values",
    "start_round",
    "thread_of",
    "thread_of_stage",
    "values_of_own",
]
