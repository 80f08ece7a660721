"""The workflows: what the commands do and a program can call. Nothing here prints or exits."""
