"""From the things of the core to text on the screen. The only place that builds `Content`.

Content is never made from markup: brackets in a title are brackets. Every text that comes from
outside goes through `orcid_tui.text.clean` here, even if it was clean before.
"""
