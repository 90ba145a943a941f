"""The places where a crash would hurt most, listed once; a test kills the process at each of them."""

from enum import StrEnum


class Step(StrEnum):
    """One place in fetch, handle, round or deliver, in the order a pass comes by."""

    FETCH_LISTED = "fetch: new messages listed, none kept"
    FETCH_KEEPING = "fetch: bytes written, not committed"
    FETCH_KEPT = "fetch: bytes committed, folder's mark not moved"
    FETCH_DONE = "fetch: folder's mark moved"
    HANDLE_READ = "handle: read and understood, nothing written"
    HANDLE_DECIDED = "handle: state and outbox written, not committed"
    HANDLE_DONE = "handle: committed"
    ROUND_LOOKED = "round: one look written, not committed"
    ROUND_COMMITTED = "round: one look committed, others to come"
    ROUND_MATCHED = "round: matched, not committed"
    ROUND_DONE = "round: all looks done, the day not ticked off"
    DIGEST_QUEUED = "digest: queued, not committed"
    DELIVER_CLAIMED = "deliver: claimed, not connected"
    DELIVER_LEAVING = "deliver: about to hand over the bytes"
    DELIVER_ACCEPTED = "deliver: accepted by the server, not recorded"
    DELIVER_SETTLED = "deliver: recorded"
