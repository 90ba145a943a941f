"""The numbers that silence is judged by, with the shipped defaults of rules/chasing.toml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageRules:
    """The chase of one stage."""

    window_days: int = 10
    grace_hours: int = 48
    midway_nudge: bool = True
    last_day_nudge: bool = True
    grace_nudge: bool = True
    mail_before_quiet: int = 2
    longest_extension_days: int = 14


@dataclass(frozen=True, slots=True)
class QuietRules:
    """When somebody counts as quiet, and who hears of it when."""

    introduction_days: int = 7
    answer_working_days: int = 5
    tell_buddy_working_days: int = 2
    ask_again_days: int = 28
    most_late_share: float = 0.5
    most_late_least: int = 8
    few_share_of_usual: float = 0.33
    bounced_share: float = 0.2
    bounced_least: int = 3


@dataclass(frozen=True, slots=True)
class PromiseRules:
    """How long what we owe may wait."""

    resurface_working_days: int = 2
    everybody_working_days: int = 4
    rematch_working_days: int = 2
    sorry_working_days: int = 3


@dataclass(frozen=True, slots=True)
class BudgetRules:
    """How much mail one person gets without having asked for it; a coordinator besides the digest."""

    per_48_hours: int = 1
    per_7_days: int = 2
    per_28_days: int = 6
    automatic_answers_per_day: int = 3
    coordinator_per_day: int = 3


@dataclass(frozen=True, slots=True)
class AwayRules:
    """What an out-of-office moves."""

    days_without_date: int = 5
    own_deadline_working_days: int = 3


@dataclass(frozen=True, slots=True)
class DowntimeRules:
    """After how many missed nights a person is asked, and how long the chase waits for the answer."""

    days: int = 3
    wait_working_days: int = 2


@dataclass(frozen=True, slots=True)
class JoiningRules:
    """Of whom a first answer is waited for before they are matched, and when a coordinator is asked.

    It is always waited for where a trusted mail server looked at the From and did not vouch for it;
    with `also_where_nobody_looked`, of everybody for whom no trusted server vouched.
    """

    also_where_nobody_looked: bool = False
    silent_working_days: int = 2


@dataclass(frozen=True, slots=True)
class WaitingRules:
    """How often somebody on the waiting list hears, and who is asked "still in?" before a match.

    Who has waited `still_in_days`, and was not heard of in as many, has `answer_working_days` to say YES.
    """

    update_days: int = 28
    still_in_days: int = 42
    answer_working_days: int = 4


@dataclass(frozen=True, slots=True)
class JobsRules:
    """Whether and when people are asked if they change jobs in the first week of August."""

    ask: bool = True
    ask_days_before: int = 21


@dataclass(frozen=True, slots=True)
class ChasingRules:
    """All of rules/chasing.toml."""

    stage: StageRules = StageRules()
    quiet: QuietRules = QuietRules()
    promise: PromiseRules = PromiseRules()
    budget: BudgetRules = BudgetRules()
    away: AwayRules = AwayRules()
    downtime: DowntimeRules = DowntimeRules()
    waiting: WaitingRules = WaitingRules()
    jobs: JobsRules = JobsRules()
    joining: JoiningRules = JoiningRules()
