"""What people keep beside the data: notes on stories, saved views, names that stay off pages."""
