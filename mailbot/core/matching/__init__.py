"""Who is matched with whom: rules and people in, a proposal with its reasons out."""

from mailbot.core.matching.arrangements import Arrangements, couple, meetings
from mailbot.core.matching.match import Match, Proposal
from mailbot.core.matching.places import Employer, Places
from mailbot.core.matching.proposal import propose
from mailbot.core.matching.rematch import Replan, replan
from mailbot.core.matching.rules import Kind, MatchingRules, Points
from mailbot.core.matching.solving import Shares, Side, Solve, Worths

__all__ = [
    "Arrangements",
    "Employer",
    "Kind",
    "Match",
    "MatchingRules",
    "Places",
    "Points",
    "Proposal",
    "Replan",
    "Shares",
    "Side",
    "Solve",
    "Worths",
    "couple",
    "meetings",
    "propose",
    "replan",
]
