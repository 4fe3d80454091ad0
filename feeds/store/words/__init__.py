"""The words of stories: what is searched, and what wording is counted from."""
