"""Who asks: the User-Agent, with the contact of whoever runs this (pure)."""

from __future__ import annotations


def agent(user_agent: str, contact: str) -> str:
    """A User-Agent that tells whom to write to: `Name/1 (+URL; contact)`."""
    if not contact:
        return user_agent
    if user_agent.endswith(")"):
        return f"{user_agent[:-1]}; {contact})"
    return f"{user_agent} ({contact})"
