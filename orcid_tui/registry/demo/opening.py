"""The demo registry: the real client in front of an ORCID API that is bundled with the program."""

from __future__ import annotations

from typing import Final

from orcid_tui.registry.demo.transport import DemoTransport
from orcid_tui.registry.orcid.access import Endpoints, OrcidAccess
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.registry.protocol import PersonRegistry

DEMO: Final = Endpoints(
    "demo registry", "https://demo.invalid/v3.0", "https://demo.invalid/oauth/token"
)
"""An address that cannot exist (RFC 2606): nothing can reach the network by mistake."""


def demo_registry() -> PersonRegistry:
    """About 400 invented persons behind the same client as the real ones."""
    return OrcidRegistry(OrcidAccess(DEMO), transport=DemoTransport())
