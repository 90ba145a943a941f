"""`mailbot --help` answers at once: it loads none of the large libraries."""

import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "scipy",
    "numpy",
    "imapclient",
    "aiosmtplib",
    "mailparser",
    "pymap",
)
PROGRAM = """
import sys
from mailbot.cli import main
main(["--help"], standalone_mode=False)
print(*{module.partition(".")[0] for module in sys.modules}, file=sys.stderr)
"""


def test_asking_for_help_loads_no_large_library():
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True
    )

    assert "Usage: " in finished.stdout
    assert set() == set(HEAVY) & set(finished.stderr.split())
