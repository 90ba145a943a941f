"""Run mailbot where its command is not on the path: `python -m mailbot.cli`."""

from mailbot.cli import main

if __name__ == "__main__":
    main(prog_name="mailbot")
