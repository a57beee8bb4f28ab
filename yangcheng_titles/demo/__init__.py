"""A rehearsal's fictional people and units, walked along the road through the real services."""
