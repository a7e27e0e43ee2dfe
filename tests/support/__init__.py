"""What holds for every test: plugins that tests/conftest.py loads, one subject each."""
