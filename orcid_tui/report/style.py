"""The look of the page: calm, light or dark as the reader has it, and fit for A4."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --quiet: #57606a; --line: #c9d1d9; --link: #0a5ea8;
  --rail: #e7ebef; --stayed: #1f5f8b; --gained: #d9a441; --hatch: #6b4700;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6e9ec; --quiet: #a3adb8; --line: #3b444e; --link: #7cc0ff;
    --rail: #2a323b; --stayed: #6fb1dd; --gained: #e3b75e; --hatch: #4a3200;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; break-after: avoid; }
p { margin: 0.4rem 0; max-width: 44rem; }
a { color: var(--link); }
.quiet, footer { color: var(--quiet); }
dl.about { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0; }
dl.about dt { color: var(--quiet); }
dl.about dd { margin: 0; overflow-wrap: anywhere; }
ul.key { list-style: none; padding: 0; margin: 1.25rem 0; display: flex; flex-wrap: wrap; }
ul.key { gap: 0.75rem; }
ul.key li { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.5rem 1rem; }
ul.key b { display: block; font-size: 1.6rem; line-height: 1.2; }
figure { margin: 0.75rem 0; }
figcaption { font-weight: 600; }
svg { max-width: 100%; height: auto; display: block; }
svg text { font-size: 15px; fill: var(--ink); }
svg .label { fill: var(--quiet); }
svg .rail { fill: var(--rail); stroke: var(--quiet); }
svg .stayed { fill: var(--stayed); }
svg .gained { fill: var(--gained); }
svg .hatch { stroke: var(--hatch); stroke-width: 1.5; }
svg .edge { stroke: var(--hatch); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; }
th, td { border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
thead th { border-bottom: 2px solid var(--quiet); }
th[scope=row] { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.id { white-space: nowrap; font-variant-numeric: tabular-nums; }
table.told td:last-child { width: 40%; }
table.small { width: auto; min-width: 24rem; break-inside: avoid; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.75rem; }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --link: #000000;
    --rail: #eeeeee; --stayed: #1f5f8b; --gained: #d9a441; --hatch: #6b4700;
  }
  body { padding: 0; max-width: none; font-size: 10pt; }
  thead { display: table-header-group; }
  tr, figure, ul.key { break-inside: avoid; }
  svg, svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .wide { overflow: visible; }
}
"""
