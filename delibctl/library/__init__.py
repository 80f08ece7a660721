"""delibctl as a library: the workflows with the defaults of this process filled in.

`import delibctl` offers everything here by name; docs/python-api.md shows how to use it.
"""
