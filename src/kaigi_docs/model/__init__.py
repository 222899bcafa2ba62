"""What a meeting is, as frozen values with stable ids; knows findings, errors and japanese, nothing of files."""
