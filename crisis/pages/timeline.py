"""Placeholder."""
import streamlit as st
from crisis.ui import page
def render() -> None:
    with page.frame("timeline", "?") as view:
        pass
if __name__ == "__main__":
    render()
