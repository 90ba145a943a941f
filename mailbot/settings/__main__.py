"""Write docs/settings.md anew: `python -m mailbot.settings`, in the checkout."""

from pathlib import Path

from mailbot.settings.page import page

if __name__ == "__main__":
    Path("docs/settings.md").write_text(page(), "utf-8")
