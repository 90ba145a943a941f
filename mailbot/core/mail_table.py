"""The catalogue of mails as a table, one line per kind: what people change, read by mails.py."""

# id, audience, approval, priority, cap, traits | purpose. A cap "quote+50" leaves out relayed words.
# P48 is "auto" because its pack leaves only by the decision the lead takes on N16. P20 was asked
# for, P52 and P55 must arrive: none of the three counts as unsolicited.
TABLE = """
P01 participant auto answer 110 answers | you are in: what I understood, what happens next
P02 participant auto answer 60 answers | ask for all missing details at once
P03 participant auto answer 40 answers | two addresses: the same person?
P04 outsider ok answer 70 answers | a kind "not this scheme"
P05 participant auto waiting 60 unsolicited | place on the waiting list
P06 participant auto waiting 50 unsolicited lapses | still on the list, with an honest estimate
P07 participant ok introduction 50 unsolicited awaits | a place is free
P08 participant ok introduction 110 unsolicited awaits several | introduce a pair or trio
P09 participant auto nudge 45 unsolicited awaits lapses | did the introduction arrive?
P10 participant ok task quote+120 unsolicited awaits listed | announce a task or stage
P11 participant auto relay quote+50 unsolicited awaits | the buddy's words, and the ask
P12 participant now answer 40 answers | received, what I read, what next
P13 participant auto answer quote+40 answers | over or under length: your choice
P14 participant now safety 70 answers | possible patient details: please send again
P15 participant auto answer 45 answers | was that you, from another address?
P16 participant auto relay quote+40 unsolicited awaits | joint answer sent; object by
P17 participant auto relay quote+50 unsolicited awaits | all sides revealed
P18 participant auto relay 40 unsolicited awaits | agreed day or nearest days
P19 participant auto relay 45 unsolicited awaits | choices differ; default and date
P20 participant auto nudge 30 awaits lapses | the nudge you asked for
P21 participant auto nudge 50 unsolicited awaits lapses | midway nudge
P22 participant auto last_day 45 unsolicited awaits lapses | last day
P23 participant auto nudge 40 unsolicited awaits lapses | still open for 48 hours
P24 participant ok nudge 60 unsolicited awaits | count me in, pause or stop
P25 participant auto answer 75 answers | sorry, and four choices, for the one left waiting
P26 participant auto answer 40 | honest delay on our side
P27 participant ok introduction 110 unsolicited awaits several | introduce a new pair
P28 participant ok introduction 55 unsolicited | place kept, no blame
P29 participant auto answer 60 answers | welcome back, and what changed
P30 participant ok relay quote+50 unsolicited awaits | would you answer one letter?
P31 participant auto relay quote+30 unsolicited | an answer from a stand-in
P32 participant ok introduction quote+90 unsolicited awaits several | meet your expert
P33 participant auto answer 30 answers | new date
P34 participant ok nudge 35 unsolicited awaits listed lapses | one-line clarification
P35 participant auto answer 60 answers | an answer, or who has the question now
P36 participant auto answer 45 answers | pause noted, or back soon?
P37 participant now answer 35 answers | you are off the list; undo
P38 participant auto answer 40 answers | new address saved; not you?
P39 participant ok feedback 50 unsolicited listed | changing jobs?
P40 participant ok_always feedback 220 unsolicited listed | what was learned
P41 participant auto feedback 30 unsolicited lapses | one-line feedback
P42 participant auto feedback quote+80 unsolicited | portfolio note
P43 participant ok event 70 unsolicited listed | an event
P44 participant auto event 40 unsolicited lapses | where and when
P45 participant ok event 40 unsolicited | an event changed, or thanks for coming
P46 participant auto answer 30 answers | thanks for an idea
P47 participant ok feedback 70 unsolicited | may we quote this outside the group?
P48 participant auto answer 80 answers | your data: asked, sent, deleted
P49 participant now safety 80 answers | support lines, or who can act on a concern
P50 participant auto answer 60 answers | sorry, true facts, a person today, I stop
P51 participant auto answer 45 answers | I could not read that
P52 participant ok_always safety 50 listed | scheme on hold, or running again
P53 participant ok_always feedback 140 unsolicited listed | end, thanks, what is deleted when
P54 participant ok introduction 90 unsolicited awaits several | two pairs, one task
P55 participant ok_always safety 50 | our mistake, and what now
X01 outsider ok introduction 90 unsolicited | will you talk to one pair?
X02 outsider ok relay quote+60 unsolicited | the pair's five, and how
X03 outsider auto answer 40 answers | thanks
X04 outsider auto answer 25 answers | a person will read this
X05 coordinator auto answer 90 answers | recruitment text to forward
N01 coordinator auto answer 25lines lapses | daily digest
N02 coordinator auto answer 60 unsolicited | one decision that cannot wait a day
N03 coordinator now safety 50 | urgent, for the lead and the deputy
N04 coordinator now answer 60 answers | read-back of what was done
N05 coordinator now answer 60 answers | confirm in words before it is done
N06 coordinator now answer 40 answers | undone, and what had left
N07 coordinator auto answer 40 answers | your own mail was noted, or which is it?
N08 coordinator now answer - answers | preview and two-minute check
N09 coordinator now answer 90 answers | import report
N10 coordinator auto introduction 12lines unsolicited | match proposals
N11 coordinator auto feedback 250 unsolicited | draft of what was learned
N13 coordinator now answer 40 answers | somebody has answered already
N14 coordinator ok answer 400 unsolicited | handover pack
N16 coordinator auto answer 60 unsolicited | data request: clock and pack
N17 coordinator now safety 50 | the mailbox needs attention
N18 coordinator now safety 80 | back after an outage: choose
N19 coordinator now answer - answers | numbers
N20 coordinator auto feedback 40 unsolicited lapses | stop asking about these?
"""
