"""The colours of the house: a calm dark one, a light one, and one of high contrast.

The grounds are nearly grey on purpose: over SSH there are often only 256 colours, and only
greys keep their distance there.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="orcid-dark",
    primary="#7fb4dc",
    secondary="#8fa3b5",
    accent="#b5d65a",
    warning="#e6b566",
    error="#ee8f86",
    success="#9bcf7d",
    foreground="#d9dee4",
    background="#15181b",
    surface="#1d2023",
    panel="#2a2e32",
    dark=True,
    variables={
        "text-muted": "#9aa6b2",
        "text-primary": "#8fc1e6",
        "text-accent": "#b5d65a",
        "text-success": "#9bcf7d",
        "text-warning": "#e6b566",
        "text-error": "#ee8f86",
        "block-cursor-background": "#2c5d86",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#363b40",
        "block-cursor-blurred-foreground": "#e6eaee",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#454b52",
        "scrollbar-background": "#15181b",
        "scrollbar-background-hover": "#15181b",
        "scrollbar-background-active": "#15181b",
    },
)

LIGHT: Final = Theme(
    name="orcid-light",
    primary="#1d5f93",
    secondary="#5a6672",
    accent="#4b6b00",
    warning="#8a5200",
    error="#a5281f",
    success="#2c6a1e",
    foreground="#1f2429",
    background="#fbfbfa",
    surface="#f1f0ee",
    panel="#e3e2df",
    dark=False,
    variables={
        "text-muted": "#525a63",
        "text-primary": "#1d5f93",
        "text-accent": "#3f5b00",
        "text-success": "#265e1a",
        "text-warning": "#7d4a00",
        "text-error": "#a5281f",
        "block-cursor-background": "#1d5f93",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#d5d4d1",
        "block-cursor-blurred-foreground": "#1f2429",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#bdb8ac",
        "scrollbar-background": "#fbfbfa",
        "scrollbar-background-hover": "#fbfbfa",
        "scrollbar-background-active": "#fbfbfa",
    },
)

CONTRAST: Final = Theme(
    name="orcid-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffe566",
    error="#ffbcbc",
    success="#7dff7d",
    foreground="#ffffff",
    background="#000000",
    surface="#141414",
    panel="#262626",
    dark=True,
    variables={
        "text-muted": "#f0f0f0",
        "text-primary": "#ffff00",
        "text-accent": "#00ffff",
        "text-success": "#7dff7d",
        "text-warning": "#ffe566",
        "text-error": "#ffbcbc",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#3a3a3a",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-text-style": "underline",
    },
)

HOUSE_THEMES: Final = (DARK, LIGHT, CONTRAST)
