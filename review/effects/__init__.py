"""What else a step does, in the same transaction. An effect takes the subject and the move."""
