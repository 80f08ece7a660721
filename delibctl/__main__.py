"""`python -m delibctl`."""

from delibctl.cli import main

if __name__ == "__main__":
    main()
