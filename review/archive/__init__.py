"""归档: a round as one ZIP that is read without the program, and checked with `sha256sum -c`.

`making` orders it and makes it in the queue, `writing` decides what is in it, `files` which bytes
go with which page, `tables` writes the same as CSV.
"""
