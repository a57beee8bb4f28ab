"""Records in, print shapes out (`documents.shapes`). One builder for each paper of the road.

Builders read frozen submissions and dated records, never a clock: the same records give the same
shape, and with it the same bytes.
"""
