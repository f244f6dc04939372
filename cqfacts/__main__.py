"""`python -m cqfacts`."""

from cqfacts.cli import main

if __name__ == "__main__":
    main()
