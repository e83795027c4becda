"""Whoever carries the texts. Each provider is a class of its own, registered here."""

from .base import Provider, Sent
from .http import HttpProvider
from .kannel import KannelProvider
from .odoo import OdooProvider
from .sandbox import SandboxProvider

PROVIDERS = {
    "http": HttpProvider,
    "kannel": KannelProvider,
    "odoo": OdooProvider,
    "sandbox": SandboxProvider,
}
