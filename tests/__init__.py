"""The test suite: one file a module, and what the files share in conftest.py and making.py."""
