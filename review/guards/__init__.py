"""Why a step is refused: each guard takes the subject and the day and gives the reason, or None.

The function that greys a button out is the function that stops the step.
"""
