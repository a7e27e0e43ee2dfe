"""What is read out of the record: exports and reports."""
