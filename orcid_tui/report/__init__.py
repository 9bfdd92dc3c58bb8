"""The report of a work: what was decided about each heading, what came of it, and the figures.

Three files of one name: CSV for whoever counts or goes on working with it, a text to be read, and a
page (HTML) that can be printed or handed on.
"""
