"""From a page to the feeds of its site: found, tried once, and watched."""
