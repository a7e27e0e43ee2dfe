"""The budgets of the desk: each is a ratio, ours to an honest peer, both measured in the same run.

`python -m benchmarks NAME --json` prints one line of JSON; `python -m benchmarks` measures them all.
"""
