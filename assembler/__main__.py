"""`python -m assembler`: the same as the command `assemble`."""

from assembler.cli.main import main

if __name__ == "__main__":
    main()
