"""TOML files with every field checked and every error placed on its line."""
