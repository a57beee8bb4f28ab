"""Paper: HTML to PDF, rows to xlsx, files that survive a power cut.

A package without models that knows nothing of cases. Callers fill a shape of
``documents.shapes`` and hand it to ``documents.printing``.
"""
