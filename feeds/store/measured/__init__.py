"""What an operator watches: sums over all polls, and how late stories were first seen."""
