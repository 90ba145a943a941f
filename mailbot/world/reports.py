"""Write the delivery report that a mail server sends about a mail it could not deliver."""

from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from mailbot.world.letterboxes import message_id
from mailbot.world.postoffice import SERVER_NAME


def delivery_report(sender: str, recipient: str, original: bytes, now: datetime) -> bytes:
    """Compose a report of permanent failure, status 5.1.1 (RFC 3464, RFC 6522).

    It goes to `sender`, and is the same to the byte for the same mail, recipient and time.
    """
    mark = sha256(f"{message_id(original)} {recipient.lower()}".encode()).hexdigest()[:24]
    boundary = f"=_report_{mark}"
    text = f"""\
From: Mail Delivery System <MAILER-DAEMON@{SERVER_NAME}>
To: {sender}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(now)}
Message-ID: <{mark}@{SERVER_NAME}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="{boundary}"

--{boundary}
Content-Type: text/plain; charset=us-ascii

This is the mail system at {SERVER_NAME}.

Your message could not be delivered to this recipient:

<{recipient}>: there is no such user here

--{boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; {SERVER_NAME}
Arrival-Date: {format_datetime(now)}

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: there is no such user here

--{boundary}
Content-Type: text/rfc822-headers

"""
    head = original.partition(b"\r\n\r\n")[0]
    end = f"\r\n\r\n--{boundary}--\r\n"
    return text.replace("\n", "\r\n").encode() + head + end.encode()
