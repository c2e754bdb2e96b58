"""``python -m crisis`` is ``crisis``."""

from crisis.cli import main

if __name__ == "__main__":
    main()
