"""`python -m boyin`: the command line where its script is not on the path."""

from boyin.cli import main

if __name__ == "__main__":
    main()
