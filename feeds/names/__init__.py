"""One man in four spellings and two scripts: keys, likeness, full names, finding (pure)."""
